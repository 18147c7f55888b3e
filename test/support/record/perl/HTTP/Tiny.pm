package HTTP::Tiny;

# As much of HTTP::Tiny as a client of an HTTP API needs.

use strict;
use warnings;
use Recorder;

our $VERSION = '0.088';

sub new { my ($class, %options) = @_; return bless { agent => 'HTTP-Tiny', %options }, $class }

sub request {
    my ($self, $method, $url, $options) = @_;
    my %headers = ('User-Agent' => $self->{agent}, %{ $self->{default_headers} || {} }, %{ $options->{headers} || {} });
    my $content = $options->{content};
    $content = $content->() if ref $content eq 'CODE';
    my ($named) = grep { lc eq 'content-type' } keys %headers;
    $headers{'Content-Type'} = 'application/octet-stream' if defined $content && !$named;
    my @headers = map { ($_ => $headers{$_}) } sort keys %headers;
    my ($status, $received, $body) = Recorder::send_request('http-tiny', $method, $url, \@headers, defined $content ? $content : '');
    my @pairs = @$received;
    my %answered;
    while (my ($name, $value) = splice @pairs, 0, 2) {
        $answered{ lc $name } = $value;
    }
    return { success => $status =~ /^2/, status => $status, reason => 'OK', content => $body, headers => \%answered, url => $url };
}

for my $method (qw(get head put post patch delete)) {
    no strict 'refs';
    *$method = sub { my ($self, $url, $options) = @_; return $self->request(uc $method, $url, $options || {}) };
}

sub post_form {
    my ($self, $url, $data, $options) = @_;
    my $headers = { %{ $options->{headers} || {} }, 'Content-Type' => 'application/x-www-form-urlencoded' };
    return $self->request('POST', $url, { %{ $options || {} }, headers => $headers, content => $self->www_form_urlencode($data) });
}

sub www_form_urlencode {
    my ($self, $data) = @_;
    return join '&', map { escape($_->[0]) . '=' . escape($_->[1]) } Recorder::pairs_of($data);
}

sub escape {
    my ($text) = @_;
    utf8::encode($text) if utf8::is_utf8($text);
    $text =~ s/([^A-Za-z0-9\-._~ ])/sprintf '%%%02X', ord $1/ge;
    $text =~ tr/ /+/;
    return $text;
}

1;
