#!/usr/bin/perl
# perl pvesh.pl BOX.json SCRIPT [WORDS]: runs a script whose calls of pvesh are answered here, without a process for each. The firewall
# calls of Proxmox VE, over a box that is kept in a JSON file, as the product's own API does them, traps included: a new rule comes first
# and is switched off unless asked, what is not empty cannot be deleted, a digest of something else is refused.
# @see https://github.com/proxmox/pve-firewall/tree/master/src/PVE/API2/Firewall
use strict;
use warnings;
use Digest::SHA qw(sha1_hex);
use JSON::PP;

BEGIN {
    *CORE::GLOBAL::system = sub {
        my ($program, @words) = @_;
        return CORE::system($program, @words) if $program ne 'pvesh';
        return defined(eval { pvesh(@words); 1 }) ? 0 : do { print STDERR $@; 256 };
    };
    *CORE::GLOBAL::open = sub (*;$@) {
        my ($handle, $mode, @rest) = @_;
        if (!defined($mode) || $mode ne '-|' || $rest[0] ne 'pvesh') {
            return CORE::open($_[0], $mode, @rest);
        }
        my $text = eval { pvesh(@rest[ 1 .. $#rest ]) };
        print STDERR $@ if $@;
        $text //= '';
        return CORE::open($_[0], '<', \$text);
    };
}

my $json = JSON::PP->new->canonical->utf8;
my ($place, $script);
($place, $script, @ARGV) = @ARGV;
my $box = $json->decode(slurp($place));
my ($verb, $path, %param);
my $result = do $script;
my $fault = $@;
print STDERR $fault;
spew($place, $json->encode($box));
exit($fault ? 1 : 0);

sub pvesh {
    my @words;
    ($verb, $path, @words) = @_;
    %param = ();
    while (@words) {
        my $key = shift @words;
        $key =~ s/^--([a-z_-]+)$/$1/ or die "400 unexpected $key\n";
        die "400 no value for $key\n" if !@words;
        $param{$key} = shift @words;
    }
    delete $param{'output-format'};
    my $answer = call(grep { $_ ne '' } split m!/!, $path);
    return $verb eq 'get' ? $json->encode($answer) : '';
}

sub slurp { CORE::open(my $in, '<', $_[0]) or die "$_[0]: $!\n"; local $/; return scalar <$in> }
sub spew { CORE::open(my $out, '>', $_[0]) or die "$_[0]: $!\n"; print $out $_[1]; close($out) }

sub call {
    my ($first, @rest) = @_;
    if ($path eq '/cluster/resources') {
        return [ map { { vmid => 0 + $_, node => $box->{guests}->{$_}->{node}, type => 'qemu' } } sort keys %{ $box->{guests} } ];
    }
    return cluster(@rest[ 1 .. $#rest ]) if $first eq 'cluster' && $rest[0] eq 'firewall';
    if ($first eq 'nodes' && @rest >= 5 && $rest[3] eq 'firewall') {
        my $guest = $box->{guests}->{ $rest[2] };
        die "500 no such guest\n" if !$guest || $guest->{node} ne $rest[0] || $rest[1] ne 'qemu';
        return options($guest) if $rest[4] eq 'options';
        return rules($guest->{rules}, 'vm', $rest[5]) if $rest[4] eq 'rules';
    }
    die "404 no such path: $path\n";
}

sub cluster {
    my ($kind, $name, @rest) = @_;
    return options($box) if $kind eq 'options';
    die "404 no such path: $path\n" if $kind ne 'ipset' && $kind ne 'groups';
    my ($all, $key, $longest) = $kind eq 'ipset' ? ($box->{sets}, 'name', 64) : ($box->{groups}, 'group', 18);
    if (!defined($name)) {
        return [ map { { $key => $_, comment => $all->{$_}->{comment} } } sort keys %$all ] if $verb eq 'get';
        die "501 $verb\n" if $verb ne 'create';
        my $new = $param{$key} // '';
        die "400 bad name $new\n" if $new !~ /^[A-Za-z][A-Za-z0-9_-]+$/ || length($new) > $longest;
        die "400 $new already exists\n" if $all->{$new};
        $all->{$new} = { comment => $param{comment} // '', list => [] };
        return;
    }
    my $one = $all->{$name} or die "500 no such $kind '$name'\n";
    if ($verb eq 'delete' && !@rest) {
        die "500 '$name' is not empty\n" if @{ $one->{list} };
        delete $all->{$name};
        return;
    }
    return rules($one->{list}, 'group', $rest[0]) if $kind eq 'groups';
    return entries($one->{list}, join('/', @rest));
}

sub digested {
    my ($list) = @_;
    my $digest = sha1_hex($json->encode($list));
    die "500 detected modified configuration\n" if $verb ne 'get' && defined($param{digest}) && $param{digest} ne $digest;
    my $pos = 0;
    return [ map { { %$_, digest => $digest, pos => $pos++ } } @$list ];
}

sub entries {
    my ($list, $cidr) = @_;
    my $shown = digested($list);
    return $shown if $verb eq 'get';
    if ($verb eq 'create') {
        my $new = $param{cidr} // '';
        die "400 '$new' already exists\n" if grep { $_->{cidr} eq $new } @$list;
        die "400 a zero prefix is not allowed\n" if $new =~ m!/0+$!;
        # It is read back without a length that says nothing.
        $new =~ s!/(?:32)$!! if $new !~ /:/;
        $new =~ s!/128$!!;
        unshift @$list, { cidr => $new, comment => $param{comment} // '' };
    } elsif ($verb eq 'delete') {
        @$list = grep { $_->{cidr} ne $cidr } @$list;
    } else { die "501 $verb\n" }
    return;
}

sub rules {
    my ($list, $home, $pos) = @_;
    my $shown = digested($list);
    return $shown if $verb eq 'get';
    if ($verb eq 'delete') {
        die "500 no rule at position $pos\n" if $pos >= @$list;
        splice(@$list, $pos, 1);
        return;
    }
    die "501 $verb\n" if $verb ne 'create';
    my %known = map { $_ => 1 } qw(type action enable log source dest proto dport sport icmp-type iface macro comment);
    my @odd = grep { !$known{$_} } keys %param;
    die "400 unexpected @odd\n" if @odd;
    die "400 type and action are wanted\n" if !$param{type} || !$param{action};
    die "400 type $param{type}\n" if $param{type} !~ ($home eq 'group' ? qr/^(in|out|forward)$/ : qr/^(in|out|group)$/);
    for my $end (qw(source dest)) {
        my ($set) = ($param{$end} // '') =~ /^\+(?:dc\/)?(.*)$/;
        die "400 no such ipset '$set'\n" if defined($set) && !$box->{sets}->{$set};
    }
    unshift @$list, { %param, enable => $param{enable} // '0' };
    return;
}

sub options {
    my ($of) = @_;
    return { %{ $of->{options} }, digest => sha1_hex($json->encode($of->{options})) } if $verb eq 'get';
    die "501 $verb\n" if $verb ne 'set';
    $of->{options}->{$_} = $param{$_} for keys %param;
    return;
}
