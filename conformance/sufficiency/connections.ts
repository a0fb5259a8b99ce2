/**
 * Connections that the kernel remembers. New rules meet old connections as established: a packet from a port that another
 * set of rules once admitted would still pass, about one UDP probe in thirty thousand.
 */
import type { Kernel } from '../kernel/kernel'

/**
 * Deletes them all: a request of NETLINK_NETFILTER (12) to delete, of nobody in particular. Debian's `conntrack` does the
 * same, and would be one more package; Perl is always there.
 * @see linux/netfilter/nfnetlink_conntrack.h, IPCTNL_MSG_CT_DELETE
 */
const program = `
socket(my $link, 16, 3, 12) or die "netlink: $!";
send($link, pack('LSSLL CCn', 20, (1 << 8) | 2, 5, 1, 0, 0, 0, 0), 0) or die "send: $!";
defined recv($link, my $answer, 4096, 0) or die "recv: $!";
my $status = unpack('x16 l', $answer);
exit 0 if $status == 0;
$! = -$status;
die "$!"`

export async function forgetConnections(kernel: Kernel, hosts: readonly string[]): Promise<void> {
  await Promise.all(
    hosts.map(async (host) => {
      const { status, said } = await kernel.run(host, ['perl', '-e', program])
      if (status !== 0) throw new Error(`connections of ${host} stay: ${said}`)
    }),
  )
}
