package LWP;

use LWP::UserAgent;

our $VERSION = $LWP::UserAgent::VERSION;

1;
