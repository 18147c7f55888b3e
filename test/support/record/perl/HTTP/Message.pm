package HTTP::Message;

# What requests and responses have in common, and their headers: a list of pairs, names in their order.

use strict;
use warnings;

sub build {
    my ($class, $headers, $content, %more) = @_;
    my $self = bless { headers => [], content => defined $content ? $content : '', %more }, $class;
    my @pairs = ref $headers eq 'ARRAY' ? @$headers : ref $headers ? $headers->pairs : ();
    while (my ($name, $value) = splice @pairs, 0, 2) {
        $self->push_header($name, $value);
    }
    return $self;
}

sub pairs { return @{ $_[0]{headers} } }
sub headers { return $_[0] }

sub push_header {
    my ($self, $name, $value) = @_;
    $name =~ tr/_/-/;
    push @{ $self->{headers} }, $name, $value;
}

sub remove_header {
    my ($self, $name) = @_;
    $name =~ tr/_/-/;
    my @pairs = $self->pairs;
    my @kept;
    while (my ($each, $value) = splice @pairs, 0, 2) {
        push @kept, $each, $value unless lc $each eq lc $name;
    }
    $self->{headers} = \@kept;
}

sub header {
    my ($self, @given) = @_;
    if (@given == 1) {
        (my $name = $given[0]) =~ tr/_/-/;
        my @pairs = $self->pairs;
        my @found;
        while (my ($each, $value) = splice @pairs, 0, 2) {
            push @found, $value if lc $each eq lc $name;
        }
        return wantarray ? @found : @found ? join ', ', @found : undef;
    }
    while (my ($name, $value) = splice @given, 0, 2) {
        $self->remove_header($name);
        $self->push_header($name, $value);
    }
}

sub content_type { my ($self, @given) = @_; return $self->header('Content-Type', @given) }
sub authorization_basic {
    my ($self, $user, $password) = @_;
    require MIME::Base64;
    $self->header('Authorization', 'Basic ' . MIME::Base64::encode_base64("$user:$password", ''));
}

sub content { my ($self, @given) = @_; $self->{content} = $given[0] if @given; return $self->{content} }
sub add_content { $_[0]{content} .= $_[1] }

sub decoded_content {
    my ($self) = @_;
    my $text = $self->{content};
    utf8::decode($text);
    return $text;
}

package HTTP::Headers;

our @ISA = 'HTTP::Message';
$INC{'HTTP/Headers.pm'} = __FILE__;

sub new { my ($class, @pairs) = @_; return $class->build(\@pairs) }

1;
