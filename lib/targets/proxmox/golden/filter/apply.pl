#!/usr/bin/perl
# Puts the security groups of this cluster into the firewall of Proxmox VE, as root of one host.
#   perl apply.pl --dry-run   prints what it would do
#   perl apply.pl             does it; what it put there before goes, everything else stays
#   perl apply.pl --remove    takes all of it out again
# Nothing is cut off on the way: sets grow before they shrink, new rules stand before old ones go.
use strict;
use warnings;
use JSON::PP;

my $marker = 'pcl:homelab';
# With those of an earlier name of the cluster, whose groups and sets go.
my %marked = ('pcl:homelab' => 1);
my $wanted = decode_json(<<'PLAN');
{
 "sets": {
  "pcl-homelab-any-v4": [
   "0.0.0.0/1",
   "128.0.0.0/1"
  ],
  "pcl-homelab-cluster-admin": [
   "192.168.10.0/24",
   "192.168.30.0/24"
  ],
  "pcl-homelab-cp": [
   "192.168.30.10",
   "192.168.30.11",
   "192.168.30.12",
   "192.168.30.13"
  ],
  "pcl-homelab-from-worker": [
   "192.168.30.0/24"
  ],
  "pcl-homelab-to-dns": [
   "192.168.10.1"
  ],
  "pcl-homelab-worker": [
   "192.168.30.21",
   "192.168.30.22"
  ]
 },
 "groups": {
  "pcl-homelab-cp": [
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-cluster-admin",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "50000",
    "comment": "pcl:homelab:apid/controlplane"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-from-worker",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "50001",
    "comment": "pcl:homelab:trustd/controlplane"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-from-worker",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "10250",
    "comment": "pcl:homelab:kubelet/controlplane"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-cluster-admin",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "6443",
    "comment": "pcl:homelab:kubernetes-api/controlplane"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-cp",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "2379:2380",
    "comment": "pcl:homelab:etcd/controlplane"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-from-worker",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "4240",
    "comment": "pcl:homelab:cilium-health/controlplane"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-from-worker",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "udp",
    "dport": "8472",
    "comment": "pcl:homelab:cni-vxlan/controlplane"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-from-worker",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "icmp",
    "comment": "pcl:homelab:icmp/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "50000",
    "comment": "pcl:homelab:egress:apid/controlplane/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "tcp",
    "dport": "50000",
    "comment": "pcl:homelab:egress:apid/worker/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "4240",
    "comment": "pcl:homelab:egress:cilium-health/controlplane/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "tcp",
    "dport": "4240",
    "comment": "pcl:homelab:egress:cilium-health/worker/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "udp",
    "dport": "8472",
    "comment": "pcl:homelab:egress:cni-vxlan/controlplane/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "udp",
    "dport": "8472",
    "comment": "pcl:homelab:egress:cni-vxlan/worker/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-to-dns",
    "proto": "tcp",
    "dport": "53",
    "comment": "pcl:homelab:egress:dns-tcp/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-to-dns",
    "proto": "udp",
    "dport": "53",
    "comment": "pcl:homelab:egress:dns-udp/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "2379:2380",
    "comment": "pcl:homelab:egress:etcd/controlplane/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-any-v4",
    "proto": "tcp",
    "dport": "443",
    "comment": "pcl:homelab:egress:https/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "icmp",
    "comment": "pcl:homelab:egress:icmp/controlplane/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "icmp",
    "comment": "pcl:homelab:egress:icmp/worker/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "10250",
    "comment": "pcl:homelab:egress:kubelet/controlplane/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "tcp",
    "dport": "10250",
    "comment": "pcl:homelab:egress:kubelet/worker/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "6443",
    "comment": "pcl:homelab:egress:kubernetes-api/controlplane/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-to-dns",
    "proto": "udp",
    "dport": "123",
    "comment": "pcl:homelab:egress:ntp/controlplane"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "50001",
    "comment": "pcl:homelab:egress:trustd/controlplane/controlplane"
   }
  ],
  "pcl-homelab-worker": [
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-from-worker",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "tcp",
    "dport": "50000",
    "comment": "pcl:homelab:apid/worker"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-from-worker",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "tcp",
    "dport": "10250",
    "comment": "pcl:homelab:kubelet/worker"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-from-worker",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "tcp",
    "dport": "4240",
    "comment": "pcl:homelab:cilium-health/worker"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-from-worker",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "udp",
    "dport": "8472",
    "comment": "pcl:homelab:cni-vxlan/worker"
   },
   {
    "type": "in",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "source": "+dc/pcl-homelab-from-worker",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "icmp",
    "comment": "pcl:homelab:icmp/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "50000",
    "comment": "pcl:homelab:egress:apid/controlplane/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "tcp",
    "dport": "50000",
    "comment": "pcl:homelab:egress:apid/worker/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "4240",
    "comment": "pcl:homelab:egress:cilium-health/controlplane/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "tcp",
    "dport": "4240",
    "comment": "pcl:homelab:egress:cilium-health/worker/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "udp",
    "dport": "8472",
    "comment": "pcl:homelab:egress:cni-vxlan/controlplane/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "udp",
    "dport": "8472",
    "comment": "pcl:homelab:egress:cni-vxlan/worker/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-to-dns",
    "proto": "tcp",
    "dport": "53",
    "comment": "pcl:homelab:egress:dns-tcp/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-to-dns",
    "proto": "udp",
    "dport": "53",
    "comment": "pcl:homelab:egress:dns-udp/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-any-v4",
    "proto": "tcp",
    "dport": "443",
    "comment": "pcl:homelab:egress:https/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "icmp",
    "comment": "pcl:homelab:egress:icmp/controlplane/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "icmp",
    "comment": "pcl:homelab:egress:icmp/worker/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "10250",
    "comment": "pcl:homelab:egress:kubelet/controlplane/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-worker",
    "proto": "tcp",
    "dport": "10250",
    "comment": "pcl:homelab:egress:kubelet/worker/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "6443",
    "comment": "pcl:homelab:egress:kubernetes-api/controlplane/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-to-dns",
    "proto": "udp",
    "dport": "123",
    "comment": "pcl:homelab:egress:ntp/worker"
   },
   {
    "type": "out",
    "action": "ACCEPT",
    "enable": "1",
    "log": "nolog",
    "dest": "+dc/pcl-homelab-cp",
    "proto": "tcp",
    "dport": "50001",
    "comment": "pcl:homelab:egress:trustd/controlplane/worker"
   }
  ]
 },
 "guests": {
  "111": {
   "options": {
    "enable": "1",
    "policy_in": "DROP",
    "policy_out": "DROP",
    "dhcp": "1",
    "ndp": "1",
    "radv": "0",
    "macfilter": "1",
    "ipfilter": "0"
   },
   "groups": [
    "pcl-homelab-cp"
   ]
  },
  "112": {
   "options": {
    "enable": "1",
    "policy_in": "DROP",
    "policy_out": "DROP",
    "dhcp": "1",
    "ndp": "1",
    "radv": "0",
    "macfilter": "1",
    "ipfilter": "0"
   },
   "groups": [
    "pcl-homelab-cp"
   ]
  },
  "113": {
   "options": {
    "enable": "1",
    "policy_in": "DROP",
    "policy_out": "DROP",
    "dhcp": "1",
    "ndp": "1",
    "radv": "0",
    "macfilter": "1",
    "ipfilter": "0"
   },
   "groups": [
    "pcl-homelab-cp"
   ]
  },
  "121": {
   "options": {
    "enable": "1",
    "policy_in": "DROP",
    "policy_out": "DROP",
    "dhcp": "1",
    "ndp": "1",
    "radv": "0",
    "macfilter": "1",
    "ipfilter": "0"
   },
   "groups": [
    "pcl-homelab-worker"
   ]
  },
  "122": {
   "options": {
    "enable": "1",
    "policy_in": "DROP",
    "policy_out": "DROP",
    "dhcp": "1",
    "ndp": "1",
    "radv": "0",
    "macfilter": "1",
    "ipfilter": "0"
   },
   "groups": [
    "pcl-homelab-worker"
   ]
  }
 },
 "management": null
}
PLAN
my %flag = map { $_ => 1 } @ARGV;
die "usage: perl apply.pl [--dry-run | --remove]\n" if grep { !/^--(dry-run|remove)$/ } @ARGV;
my $dry = $flag{'--dry-run'};
$wanted = { sets => {}, groups => {}, guests => {}, management => undef } if $flag{'--remove'};
my $changes = 0;

sub fetch {
    my ($path, @more) = @_;
    open(my $out, '-|', 'pvesh', 'get', $path, @more, '--output-format', 'json') or die "no pvesh: run this on a host\n";
    my $text = do { local $/; <$out> };
    close($out) or die "pvesh get $path failed\n";
    return decode_json($text);
}

sub change {
    my @words = @_;
    $changes++;
    print join(' ', 'pvesh', @words), "\n";
    return if $dry;
    system('pvesh', @words) == 0 or die "stopped here; nothing after it was done\n";
}

sub same_rule {
    my ($have, $want) = @_;
    for my $key (qw(type action enable log source dest proto dport sport icmp-type iface macro comment)) {
        return 0 if ($have->{$key} // '') ne ($want->{$key} // '');
    }
    return 1;
}

# New rules first, in reverse, as each is put before all others; then the old ones, from the last.
sub put_rules {
    my ($path, $want, $is_ours) = @_;
    my $have = fetch($path);
    my @old = grep { $is_ours->($_) } @$have;
    my $in_place = @old == @$want;
    for my $index (0 .. $#$want) {
        $in_place &&= defined($have->[$index]) && same_rule($have->[$index], $want->[$index]);
    }
    return if $in_place;
    for my $rule (reverse @$want) {
        change('create', $path, map { ("--$_", $rule->{$_}) } sort keys %$rule);
    }
    my $count = $dry ? 0 : scalar(@$want);
    drop_rules($path, $count, $is_ours);
}

sub drop_rules {
    my ($path, $from, $is_ours) = @_;
    while (1) {
        my $have = fetch($path);
        my @places = grep { $_ >= $from && $is_ours->($have->[$_]) } 0 .. $#$have;
        last if !@places;
        if ($dry) {
            change('delete', "$path/$_") for reverse @places;
            last;
        }
        my $last = $places[-1];
        change('delete', "$path/$last", '--digest', $have->[$last]->{digest});
    }
}

my %nodes;
for my $guest (@{ fetch('/cluster/resources', '--type', 'vm') }) {
    $nodes{ $guest->{vmid} } = "/nodes/$guest->{node}/$guest->{type}/$guest->{vmid}/firewall";
}
my @strangers = grep { !$nodes{$_} } sort keys %{ $wanted->{guests} };
die "there is no guest @strangers: correct the ids in the design\n" if @strangers;
my %sets = map { $_->{name} => $_->{comment} // '' } @{ fetch('/cluster/firewall/ipset') };
my %groups = map { $_->{group} => $_->{comment} // '' } @{ fetch('/cluster/firewall/groups') };
my @taken = sort((grep { defined($sets{$_}) && $sets{$_} ne $marker } keys %{ $wanted->{sets} }),
    (grep { defined($groups{$_}) && $groups{$_} ne $marker } keys %{ $wanted->{groups} }));
die "nothing was changed: rename first what is none of ours: @taken\n" if @taken;

my $folder = '/etc/pve/firewall';
if (!$dry && -d $folder) {
    my $backup = 'pve-firewall-' . time();
    system('cp', '-r', $folder, $backup) == 0 or die "no backup could be made here\n";
    print "# the files as they were are in $backup\n";
}

for my $name (sort keys %{ $wanted->{sets} }) {
    change('create', '/cluster/firewall/ipset', '--name', $name, '--comment', $marker) if !defined($sets{$name});
    my %have = map { $_->{cidr} => 1 } defined($sets{$name}) ? @{ fetch("/cluster/firewall/ipset/$name") } : ();
    for my $entry (@{ $wanted->{sets}->{$name} }) {
        change('create', "/cluster/firewall/ipset/$name", '--cidr', $entry) if !$have{$entry};
    }
}
for my $name (sort keys %{ $wanted->{groups} }) {
    my $path = "/cluster/firewall/groups/$name";
    change('create', '/cluster/firewall/groups', '--group', $name, '--comment', $marker) if !defined($groups{$name});
    next if $dry && !defined($groups{$name});
    put_rules($path, $wanted->{groups}->{$name}, sub { 1 });
}
my $is_ours = sub { ($_[0]->{type} // '') eq 'group' && $marked{ $_[0]->{comment} // '' } };
for my $vmid (sort { $a <=> $b } keys %{ $wanted->{guests} }) {
    my $guest = $wanted->{guests}->{$vmid};
    my @rules = map { { type => 'group', action => $_, enable => '1', comment => $marker } } @{ $guest->{groups} };
    put_rules("$nodes{$vmid}/rules", \@rules, $is_ours);
    my $have = fetch("$nodes{$vmid}/options");
    my %want = %{ $guest->{options} };
    my @differ = grep { ($have->{$_} // '') ne $want{$_} } sort keys %want;
    change('set', "$nodes{$vmid}/options", map { ("--$_", $want{$_}) } @differ) if @differ;
}

# What an earlier bundle left: first its uses, then groups, then sets.
for my $vmid (sort { $a <=> $b } keys %nodes) {
    next if $wanted->{guests}->{$vmid};
    my $have = fetch("$nodes{$vmid}/rules");
    my $ours = grep { $is_ours->($_) } @$have;
    next if !$ours;
    # With nothing else in it, the firewall of the guest would close it.
    change('set', "$nodes{$vmid}/options", '--enable', '0') if $ours == @$have;
    drop_rules("$nodes{$vmid}/rules", 0, $is_ours);
}
for my $name (sort keys %groups) {
    next if !$marked{ $groups{$name} } || $wanted->{groups}->{$name};
    drop_rules("/cluster/firewall/groups/$name", 0, sub { 1 });
    change('delete', "/cluster/firewall/groups/$name");
}
for my $name (sort keys %sets) {
    next if !$marked{ $sets{$name} } || $name eq 'management';
    my %keep = map { $_ => 1 } @{ $wanted->{sets}->{$name} // [] };
    for my $entry (@{ fetch("/cluster/firewall/ipset/$name") }) {
        change('delete', "/cluster/firewall/ipset/$name/$entry->{cidr}", '--digest', $entry->{digest})
            if !$keep{ $entry->{cidr} } && $dry;
    }
    while (!$dry) {
        my ($entry) = grep { !$keep{ $_->{cidr} } } @{ fetch("/cluster/firewall/ipset/$name") };
        last if !$entry;
        change('delete', "/cluster/firewall/ipset/$name/$entry->{cidr}", '--digest', $entry->{digest});
    }
    change('delete', "/cluster/firewall/ipset/$name") if !$wanted->{sets}->{$name};
}

# Through the set 'management' people reach the hosts: it is never empty while they filter.
my $place = '/cluster/firewall/ipset/management';
my $management = $wanted->{management};
my @present = defined($sets{management}) ? @{ fetch($place) } : ();
my $is_mine = $marked{ $sets{management} // '' };
my $is_on = fetch('/cluster/firewall/options')->{enable};
my %named = map { $_ => 1 } @{ $management // [] };
my @left = grep { !$named{ $_->{cidr} } && ($marked{ $_->{comment} // '' } || $is_mine && !$management) } @present;
if ($management) {
    change('create', '/cluster/firewall/ipset', '--name', 'management', '--comment', $marker) if !defined($sets{management});
    my %have = map { $_->{cidr} => 1 } @present;
    for my $entry (@$management) {
        change('create', $place, '--cidr', $entry, '--comment', $marker) if !$have{$entry};
    }
}
if ($management || !$is_on) {
    change('delete', "$place/$_->{cidr}") for @left;
    change('delete', $place) if $is_mine && !$management;
} elsif (@left) {
    print "# the IP set management stays: through it you reach the hosts, whose firewall is on\n";
}
change('set', '/cluster/firewall/options', '--enable', '1') if $management && !$is_on;
my $options = fetch('/cluster/firewall/options');
my $done = $dry ? 'to make' : 'made';
print(($changes ? "# $changes changes $done" : '# nothing to change') . "\n");
print "# the firewall of the datacenter is off: nothing of this is enforced yet\n" if !$options->{enable} && !$flag{'--remove'};
