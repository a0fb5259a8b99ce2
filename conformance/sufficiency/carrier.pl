# Carries packets of a tun device to another machine and back, where the kernel has no such tunnel: behind a header in UDP
# (Geneve), or as an IP protocol of their own (IP-in-IP, ESP). Perl, because Debian always has it and it can ask for a tun.
# perl carrier.pl DEVICE LOCAL REMOTE udp:PORT|ip:PROTOCOL HEADER-IN-HEX
use strict;
use warnings;
use Fcntl qw(O_RDWR);
use Socket qw(AF_INET SOCK_DGRAM SOCK_RAW inet_aton pack_sockaddr_in);

my ($device, $local, $remote, $way, $hex) = @ARGV;
my ($kind, $number) = split /:/, $way;
my $header = pack('H*', $hex);

sysopen(my $tun, '/dev/net/tun', O_RDWR) or die "tun: $!";
# TUNSETIFF with IFF_TUN and IFF_NO_PI: linux/if_tun.h.
ioctl($tun, 0x400454ca, my $ask = pack('a16 S x22', $device, 0x1001)) or die "$device: $!";

my ($in, $out);
if ($kind eq 'udp') {
    socket($in, AF_INET, SOCK_DGRAM, 0) or die $!;
    bind($in, pack_sockaddr_in($number, inet_aton($local))) or die "port $number: $!";
    # Tunnels of the kernel send from a port of their own for each flow, never from the one they listen on.
    socket($out, AF_INET, SOCK_DGRAM, 0) or die $!;
    bind($out, pack_sockaddr_in(0, inet_aton($local))) or die $!;
} else {
    socket($in, AF_INET, SOCK_RAW, $number) or die "protocol $number: $!";
    bind($in, pack_sockaddr_in(0, inet_aton($local))) or die $!;
    $out = $in;
}
my $peer = pack_sockaddr_in($kind eq 'udp' ? $number : 0, inet_aton($remote));

while (1) {
    my $ready = '';
    vec($ready, fileno($_), 1) = 1 for $tun, $in;
    next if select($ready, undef, undef, undef) < 1;
    if (vec($ready, fileno($tun), 1) && sysread($tun, my $packet, 65536)) {
        # What the kernel says by itself on a new link is IPv6; carried, it would begin what the other side must begin.
        send($out, $header . $packet, 0, $peer) if ord($packet) >> 4 == 4;
    }
    if (vec($ready, fileno($in), 1) && defined recv($in, my $got, 65536, 0)) {
        # Raw sockets hand over the outer header too.
        my $outer = $kind eq 'udp' ? 0 : 4 * (ord($got) & 15);
        syswrite($tun, substr($got, $outer + length $header));
    }
}
