package JSON;

# JSON under the name by which most programs know it; the module itself comes with Perl.

use strict;
use warnings;
use Exporter 'import';
use JSON::PP ();

our @ISA = 'JSON::PP';
our @EXPORT = qw(encode_json decode_json to_json from_json);

sub encode_json { return JSON::PP::encode_json($_[0]) }
sub decode_json { return JSON::PP::decode_json($_[0]) }
sub to_json { return JSON::PP->new->encode($_[0]) }
sub from_json { return JSON::PP->new->decode($_[0]) }
sub true { return JSON::PP::true() }
sub false { return JSON::PP::false() }

1;
