package HTTP::Request;

use strict;
use warnings;
use HTTP::Message;
use URI;

our @ISA = 'HTTP::Message';

sub new {
    my ($class, $method, $uri, $headers, $content) = @_;
    return $class->build($headers, $content, method => $method, uri => URI->new($uri));
}

sub method { my ($self, @given) = @_; $self->{method} = $given[0] if @given; return $self->{method} }
sub uri { my ($self, @given) = @_; $self->{uri} = URI->new($given[0]) if @given; return $self->{uri} }
sub url { my ($self, @given) = @_; return $self->uri(@given) }
sub as_string { my ($self) = @_; return $self->method . ' ' . $self->uri . "\n\n" . $self->content . "\n" }

1;
