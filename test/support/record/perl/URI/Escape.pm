package URI::Escape;

use strict;
use warnings;
use Exporter 'import';

our @EXPORT = qw(uri_escape uri_unescape uri_escape_utf8);

sub uri_escape {
    my ($text, $unsafe) = @_;
    return undef unless defined $text;
    $unsafe = defined $unsafe ? qr/([$unsafe])/ : qr/([^A-Za-z0-9\-\._~!*'()])/;
    $text =~ s/$unsafe/sprintf '%%%02X', ord $1/ge;
    return $text;
}

sub uri_escape_utf8 {
    my ($text, @rest) = @_;
    utf8::encode($text) if defined $text;
    return uri_escape($text, @rest);
}

sub uri_unescape {
    my @texts = @_;
    s/%([0-9A-Fa-f]{2})/chr hex $1/ge for @texts;
    return wantarray ? @texts : $texts[0];
}

1;
