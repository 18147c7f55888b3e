package LWP::UserAgent;

# As much of LWP::UserAgent as a client of an HTTP API needs.

use strict;
use warnings;
use HTTP::Request;
use HTTP::Request::Common ();
use HTTP::Response;
use Recorder;

our $VERSION = '6.67';

sub new {
    my ($class, %options) = @_;
    my $self = bless { agent => 'libwww-perl/6.67', headers => HTTP::Headers->new, %options }, $class;
    return $self;
}

# What is set and sent by nobody here.
for my $name (qw(timeout ssl_opts env_proxy proxy no_proxy cookie_jar max_redirect requests_redirectable protocols_allowed)) {
    no strict 'refs';
    *$name = sub { return };
}

sub agent { my ($self, @given) = @_; $self->{agent} = $given[0] if @given; return $self->{agent} }
sub default_header { my ($self, @given) = @_; return $self->{headers}->header(@given) }
sub default_headers { $_[0]{headers} }
sub credentials { return }

sub request {
    my ($self, $request) = @_;
    my @headers = $request->pairs;
    my @default = $self->{headers}->pairs;
    while (my ($name, $value) = splice @default, 0, 2) {
        push @headers, $name, $value unless defined $request->header($name);
    }
    push @headers, 'User-Agent', $self->{agent} unless defined $request->header('User-Agent');
    my ($code, $received, $content) = Recorder::send_request('lwp', $request->method, $request->uri, \@headers, $request->content);
    my $response = HTTP::Response->new($code, 'OK', $received, $content);
    $response->request($request);
    return $response;
}

sub simple_request { my ($self, $request) = @_; return $self->request($request) }
sub get { my ($self, @given) = @_; return $self->request(HTTP::Request::Common::GET(@given)) }
sub head { my ($self, @given) = @_; return $self->request(HTTP::Request::Common::HEAD(@given)) }
sub put { my ($self, @given) = @_; return $self->request(HTTP::Request::Common::PUT(@given)) }
sub delete { my ($self, @given) = @_; return $self->request(HTTP::Request::Common::DELETE(@given)) }
sub post { my ($self, @given) = @_; return $self->request(HTTP::Request::Common::POST(@given)) }

1;
