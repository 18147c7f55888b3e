package URI;

# As much of URI as a client of an HTTP API needs.

use strict;
use warnings;
use Recorder;
use URI::Escape ();
use overload '""' => sub { $_[0]->as_string }, 'eq' => sub { "$_[0]" eq "$_[1]" }, fallback => 1;

sub new {
    my ($class, $text) = @_;
    $text = "$text";
    utf8::encode($text) if $text =~ /[^\x00-\xff]/;
    $text =~ s/([^;\/?:@&=+\$,\[\]A-Za-z0-9\-_.!~*'()%#])/sprintf '%%%02X', ord $1/ge;
    return bless { text => $text }, $class;
}

sub parts { return $_[0]{text} =~ m{^(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$}s }

sub set {
    my ($self, $at, $value) = @_;
    my @parts = $self->parts;
    $parts[$at] = $value;
    my ($scheme, $place, $path, $query, $fragment) = @parts;
    $self->{text} = join '', defined $scheme ? "$scheme:" : '', defined $place ? "//$place" : '', $path,
        defined $query ? "?$query" : '', defined $fragment ? "#$fragment" : '';
    return $value;
}

sub part { my ($self, $at, @given) = @_; my $old = ($self->parts)[$at]; $self->set($at, @given) if @given; return $old }

sub as_string { $_[0]{text} }
sub clone { return bless { %{ $_[0] } }, ref $_[0] }
sub canonical { $_[0] }
sub scheme { shift->part(0, @_) }
sub path { shift->part(2, @_) }
sub query { shift->part(3, @_) }
sub fragment { shift->part(4, @_) }
sub host { return (split /:/, ($_[0]->parts)[1])[0] }
sub port { return (split /:/, ($_[0]->parts)[1])[1] || ($_[0]->scheme eq 'https' ? 443 : 80) }
sub path_query { my ($self) = @_; my $query = $self->query; return $self->path . (defined $query ? "?$query" : '') }

sub query_form {
    my ($self, @given) = @_;
    if (@given) {
        my @pairs = Recorder::pairs_of(ref $given[0] ? $given[0] : \@given);
        $self->query(@pairs ? join('&', map { escape($_->[0]) . '=' . escape($_->[1]) } @pairs) : undef);
    }
    my $query = $self->query;
    return map { s/\+/ /gr } map { URI::Escape::uri_unescape($_) } map { /^([^=]*)=?(.*)$/s } split /&/, defined $query ? $query : '';
}

sub escape { my ($text) = @_; $text = URI::Escape::uri_escape_utf8($text, q{^A-Za-z0-9\-_.!~*'() }); $text =~ tr/ /+/; return $text }

1;
