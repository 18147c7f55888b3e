package HTTP::Response;

use strict;
use warnings;
use HTTP::Message;

our @ISA = 'HTTP::Message';

sub new {
    my ($class, $code, $message, $headers, $content) = @_;
    return $class->build($headers, $content, code => $code, message => $message);
}

sub code { $_[0]{code} }
sub message { $_[0]{message} }
sub status_line { "$_[0]{code} $_[0]{message}" }
sub is_success { $_[0]{code} =~ /^2/ }
sub is_error { $_[0]{code} =~ /^[45]/ }
sub request { my ($self, @given) = @_; $self->{request} = $given[0] if @given; return $self->{request} }
sub as_string { my ($self) = @_; return $self->status_line . "\n\n" . $self->content }

1;
