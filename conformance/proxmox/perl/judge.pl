#!/usr/bin/perl
# Loads pve-firewall's own module from a checkout ($PORTCULLIS_PVE_FIREWALL), stands in for the parts of Proxmox VE around it, and
# answers questions of one line each: firewall files in, the chains and sets that it would load out, with everything it complained of.
use strict;
use warnings;
use File::Temp qw(tempdir);
use JSON::PP;

# What the module asks of the rest of the product; nothing of it decides about a packet.
BEGIN {
    $INC{"PVE/$_.pm"} = __FILE__
        for qw(INotify Exception JSONSchema Cluster ProcFSTools Tools Network SafeSyslog Corosync RS/Firewall/SDN QemuServer QemuConfig);

    package PVE::INotify; sub nodename { 'judge' }
    package PVE::Exception; use base 'Exporter'; our @EXPORT_OK = qw(raise raise_param_exc);
    sub raise { die "$_[0]\n" }
    sub raise_param_exc { die bless({ errors => $_[0] }, 'PVE::Exception') }
    package PVE::JSONSchema; use base 'Exporter'; our @EXPORT_OK = qw(register_standard_option get_standard_option);
    sub register_format { } sub register_standard_option { } sub get_standard_option { {} }
    sub pve_verify_iface { die "bad interface\n" if $_[0] !~ /^[A-Za-z][A-Za-z0-9_.:-]{1,20}$/; $_[0] }
    sub parse_property_string { {} }
    package PVE::Cluster; sub get_config { } sub get_vmlist { } sub cfs_read_file { } sub cfs_register_file { }
    package PVE::ProcFSTools; sub read_proc_net_route { [] }
    package PVE::Tools; use base 'Exporter';
    our @EXPORT_OK = qw($IPV4RE $IPV6RE run_command lock_file dir_glob_foreach);
    my $octet = '(?:25[0-5]|(?:2[0-4]|1[0-9]|[1-9])?[0-9])';
    our $IPV4RE = "(?:$octet\\.){3}$octet";
    our $IPV6RE = '(?:(?=[0-9A-Fa-f:.]*:)[0-9A-Fa-f:]*(?:' . $IPV4RE . ')?)';
    sub run_command { die "nothing is run here\n" } sub lock_file { } sub dir_glob_foreach { }
    sub split_list { split(/[,;\s]+/, $_[0]) }
    sub file_get_contents { open(my $in, '<', $_[0]) or die "$_[0]: $!\n"; local $/; scalar <$in> }
    sub fnv31a_hex {
        my $hash = 0x811c9dc5;
        for my $byte (unpack('C*', $_[0])) { $hash = (($hash ^ $byte) * 0x01000193) & 0xffffffff }
        return sprintf('%X', $hash & 0x7fffffff);
    }
    package PVE::Network; our $ipv4_mask_hash_localnet = {};
    package PVE::SafeSyslog; use base 'Exporter'; our @EXPORT = qw(syslog); sub syslog { shift; warn @_ }
    package PVE::Corosync; sub check_conf_exists { 0 }
    package PVE::RS::Firewall::SDN; sub config { { ipset => {}, ipset_comments => {} } }
    package PVE::QemuServer;
    sub parse_net { return { macaddr => '02:00:00:00:00:01', firewall => $_[0] =~ /firewall=1/ ? 1 : 0 } }
    package PVE::QemuConfig;
}
use lib map { "$_/src" } grep { defined } @ENV{qw(PORTCULLIS_PVE_FIREWALL)};
require PVE::Firewall;
PVE::Firewall::set_verbose(1) if PVE::Firewall->can('set_verbose');
PVE::Firewall::local_network('127.0.0.0/8');

$| = 1;
my $json = JSON::PP->new->utf8;
while (my $line = <STDIN>) {
    my $asked = $json->decode($line);
    my @warnings;
    local $SIG{__WARN__} = sub { push @warnings, $_[0] };
    my $folder = tempdir(CLEANUP => 1);
    my %texts = ('host.fw' => "[OPTIONS]\n\nenable: 0\n", %{ $asked->{files} });
    for my $name (keys %texts) {
        open(my $out, '>:utf8', "$folder/$name") or die "$name: $!\n";
        print $out $texts{$name};
        close($out);
    }
    my @cards = map { "net$_" } 0 .. ($asked->{cards} // 1) - 1;
    my %guests = map { $_ => { map { $_ => 'virtio=02:00:00:00:00:01,bridge=vmbr0,firewall=1' } @cards } } map { /^(\d+)\.fw$/ } keys %texts;
    my ($four, $sets, $six) = eval { PVE::Firewall::compile(undef, undef, { testdir => $folder, qemu => \%guests }, undef) };
    push @warnings, $@ if $@;
    print $json->encode({ warnings => \@warnings, chains => { 4 => $four->{filter} // {}, 6 => $six->{filter} // {} }, sets => $sets // {} }), "\n";
}
