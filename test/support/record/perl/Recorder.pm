package Recorder;

# Loaded before the recorded program (`perl -MRecorder`): the clients beside this file, found before installed ones,
# send every request to the recorder over file descriptor 3. No socket is opened.

use strict;
use warnings;
use Socket ();

sub refuse { die "A recorded program must not open a connection\n" }

BEGIN {
    no strict 'refs';
    no warnings 'redefine';
    *{"CORE::GLOBAL::$_"} = \&refuse for qw(connect gethostbyname);
    *Socket::getaddrinfo = \&refuse;
}

my $wire;

# Hands over a whole HTTP request as it would be written to a socket; returns the whole response.
sub exchange {
    my ($client, $protocol, $host, $port, $message) = @_;
    open $wire, '+<&=', 3 or die "No way to the recorder: $!" unless $wire;
    my $rest = "$client $protocol $host $port " . length($message) . "\n$message";
    while (length $rest) {
        my $written = syswrite $wire, $rest;
        die "The recorder is gone: $!" unless defined $written;
        substr $rest, 0, $written, '';
    }
    my $length = '';
    read_more(\$length, 1) until $length =~ /\n\z/;
    my $response = '';
    read_more(\$response, $length - length $response) while length $response < $length;
    return $response;
}

sub read_more {
    my ($text, $count) = @_;
    sysread $wire, $$text, $count, length $$text or die 'The recorder is gone';
}

# Sends a request for a client that holds no socket; $headers is a list of pairs.
# Returns status, pairs of headers and body of the response.
sub send_request {
    my ($client, $method, $url, $headers, $body) = @_;
    my ($protocol, $host, $port, $path) = $url =~ m{^(https?)://(?:[^/?#@]*@)?([^/?#:]+)(?::(\d+))?([^#]*)}i
        or die "No address of a request: $url\n";
    $protocol = lc $protocol;
    $path = "/$path" unless $path =~ m{^/};
    my @lines = ("\U$method\E $path HTTP/1.1", 'Host: ' . $host . ($port ? ":$port" : ''));
    for (my $i = 0; $i < @$headers; $i += 2) {
        push @lines, "$headers->[$i]: $headers->[$i + 1]";
    }
    push @lines, 'Content-Length: ' . length $body if length $body;
    my $message = join("\r\n", @lines) . "\r\n\r\n" . $body;
    utf8::encode($message) if $message =~ /[^\x00-\xff]/;
    my $answer = exchange($client, "$protocol:", $host, $port || ($protocol eq 'https' ? 443 : 80), $message);
    my ($head, $content) = split /\r\n\r\n/, $answer, 2;
    my ($status, @received) = split /\r\n/, $head;
    return ((split / /, $status)[1], [map { split /: /, $_, 2 } @received], $content);
}

# The pairs of a form. A hash has no order of its own: its names are sorted, so that two runs can be compared.
sub pairs_of {
    my ($data) = @_;
    my @flat = ref $data eq 'HASH' ? map { ($_ => $data->{$_}) } sort keys %$data : @$data;
    my @pairs;
    while (my ($name, $value) = splice @flat, 0, 2) {
        push @pairs, map { [$name, $_ // ''] } ref $value eq 'ARRAY' ? @$value : $value;
    }
    return @pairs;
}

1;
