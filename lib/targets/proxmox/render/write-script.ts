/**
 * A script for one of the hosts, by the product's own interface: puts ours in place of our earlier ones and leaves all others
 * alone. The interface puts each new rule first, switched off unless asked, and keeps single addresses without a length.
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/API2/Firewall/Rules.pm
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/API2/Firewall/IPSet.pm
 */
import type { Site } from '@/lib/site/site'
import type { FileSet } from '../../target'
import { type ProxmoxOptions, vmidsOf } from '../options'
import { commentOf, settingsOf } from './lines'
import { earlierMarkers, markerOf } from './names'
import type { Plan, PlannedRule } from './plan'

interface ScriptRequest {
  readonly plan: Plan
  readonly site: Site
  readonly options: ProxmoxOptions
  readonly management: readonly string[] | undefined
  readonly previous: FileSet
}

export function writeScript({ plan, site, options, management, previous }: ScriptRequest): string {
  const guests = site.members.flatMap((member) =>
    vmidsOf(options, member.name).map((vmid) => [
      String(vmid),
      {
        options: Object.fromEntries(settingsOf(member, plan, options)),
        groups: plan.groupsOf(member).map(({ name }) => name),
      },
    ]),
  )
  const wanted = {
    sets: Object.fromEntries(plan.sets.map(({ name, entries }) => [name, entries])),
    groups: Object.fromEntries(
      plan.groups.map(({ name, rules }) => [name, rules.map((rule) => fieldsOf(rule, site.name))]),
    ),
    guests: Object.fromEntries(guests),
    management: management ?? null,
  }
  const marker = markerOf(site.name)
  const markers = [marker, ...earlierMarkers(previous, site.name)].map((one) => `'${one}' => 1`).join(', ')
  return program
    .replace('MARKERS', () => markers)
    .replace('MARKER', () => marker)
    .replace('WANTED', () => JSON.stringify(wanted, null, 1))
}

/** As the interface names them. */
function fieldsOf(
  { direction, source, destination, service, rule }: PlannedRule,
  cluster: string,
): Record<string, string> {
  const { protocol, ports, icmpType } = service
  return {
    type: direction.toLowerCase(),
    action: 'ACCEPT',
    enable: '1',
    log: 'nolog',
    ...(source === undefined ? {} : { source: `+dc/${source}` }),
    ...(destination === undefined ? {} : { dest: `+dc/${destination}` }),
    ...(protocol === undefined ? {} : { proto: protocol }),
    ...(ports === undefined ? {} : { dport: ports }),
    ...(icmpType === undefined ? {} : { 'icmp-type': icmpType }),
    comment: commentOf(rule.id, cluster),
  }
}

const program = String.raw`#!/usr/bin/perl
# Puts the security groups of this cluster into the firewall of Proxmox VE, as root of one host.
#   perl apply.pl --dry-run   prints what it would do
#   perl apply.pl             does it; what it put there before goes, everything else stays
#   perl apply.pl --remove    takes all of it out again
# Nothing is cut off on the way: sets grow before they shrink, new rules stand before old ones go.
use strict;
use warnings;
use JSON::PP;

my $marker = 'MARKER';
# With those of an earlier name of the cluster, whose groups and sets go.
my %marked = (MARKERS);
my $wanted = decode_json(<<'PLAN');
WANTED
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
`
