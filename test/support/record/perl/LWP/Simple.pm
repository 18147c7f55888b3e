package LWP::Simple;

use strict;
use warnings;
use Exporter 'import';
use LWP::UserAgent;

our @EXPORT = qw(get getprint getstore head is_success is_error $ua);
our $ua = LWP::UserAgent->new;

sub get { my ($url) = @_; my $response = $ua->get($url); return $response->is_success ? $response->decoded_content : undef }
sub getprint { my ($url) = @_; my $response = $ua->get($url); print $response->content; return $response->code }
sub head { my ($url) = @_; return $ua->head($url)->is_success }
sub is_success { $_[0] =~ /^2/ }
sub is_error { $_[0] =~ /^[45]/ }

sub getstore {
    my ($url, $path) = @_;
    my $response = $ua->get($url);
    open my $file, '>:raw', $path or die "$path: $!";
    print $file $response->content;
    close $file;
    return $response->code;
}

1;
