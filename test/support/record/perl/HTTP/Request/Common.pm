package HTTP::Request::Common;

use strict;
use warnings;
use Exporter 'import';
use HTTP::Request;
use Recorder;
use URI;

our @EXPORT = qw(GET HEAD PUT POST DELETE);

sub GET { return simple('GET', @_) }
sub HEAD { return simple('HEAD', @_) }
sub PUT { return simple('PUT', @_) }
sub DELETE { return simple('DELETE', @_) }

sub simple {
    my ($method, $url, @pairs) = @_;
    my ($content, @headers) = take_content(@pairs);
    return HTTP::Request->new($method, $url, \@headers, $content);
}

sub take_content {
    my @pairs = @_;
    my ($content, @headers);
    while (my ($name, $value) = splice @pairs, 0, 2) {
        if (lc $name eq 'content') { $content = $value }
        elsif (substr($name, 0, 1) ne ':') { push @headers, $name, $value }
    }
    return ($content, @headers);
}

# A form is an array or a hash, given after the address or as Content.
sub POST {
    my ($url, @given) = @_;
    my $form = @given && ref $given[0] ? shift @given : undef;
    my ($content, @headers) = take_content(@given);
    my $request = HTTP::Request->new('POST', $url, \@headers);
    $form = $content if !defined $form && ref $content;
    if (!defined $form) {
        $request->content(defined $content ? $content : '');
        $request->content_type('application/x-www-form-urlencoded') unless $request->content_type;
    }
    elsif (($request->content_type || '') =~ /^(?:multipart\/)?form-data/i) {
        my ($type, $body) = multipart($form);
        $request->content_type($type);
        $request->content($body);
    }
    else {
        my $pairs = URI->new('http:');
        $pairs->query_form($form);
        $request->content_type('application/x-www-form-urlencoded') unless $request->content_type;
        $request->content(defined $pairs->query ? $pairs->query : '');
    }
    return $request;
}

sub multipart {
    my ($form) = @_;
    my $boundary = 'x-form-boundary';
    my @flat = ref $form eq 'HASH' ? map { ($_ => $form->{$_}) } sort keys %$form : @$form;
    my $body = '';
    while (my ($name, $value) = splice @flat, 0, 2) {
        $value = read_file($value->[0]) if ref $value;
        $body .= "--$boundary\r\nContent-Disposition: form-data; name=\"$name\"\r\n\r\n$value\r\n";
    }
    return ("multipart/form-data; boundary=$boundary", "$body--$boundary--\r\n");
}

sub read_file {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!";
    local $/;
    return scalar <$file>;
}

1;
