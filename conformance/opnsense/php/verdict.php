<?php
/** What pf does with one packet that comes in on an interface: automatic rules, then the rules of the box. */

function verdict_of(array $rules, array $aliases, array $packet): string
{
    if ($packet['protocol'] === 58 && in_array($packet['number'], [1, 2, 135, 136], true)) {
        return 'allow';
    }
    if (in_array($packet['protocol'], [6, 17], true) && $packet['number'] === 0) {
        return 'deny';
    }
    $verdict = 'deny';
    foreach ($rules as $rule) {
        if (!matches($rule, $aliases, $packet)) {
            continue;
        }
        $verdict = $rule['action'] === 'pass' ? 'allow' : 'deny';
        if ($rule['quick'] === '1') {
            return $verdict;
        }
    }
    return $verdict;
}

/** Enabled rules for the way in, in their order. */
function ordered(array $rules): array
{
    $found = array_filter($rules, fn($rule) => $rule['enabled'] === '1' && $rule['direction'] !== 'out');
    $class = fn($rule) => $rule['interface'] === '' || str_contains($rule['interface'], ',') || $rule['interfacenot'] === '1' ? 0 : 1;
    uasort($found, fn($a, $b) => [$class($a), (int) $a['sequence']] <=> [$class($b), (int) $b['sequence']]);
    return $found;
}

function matches(array $rule, array $aliases, array $packet): bool
{
    if ($rule['interface'] !== '') {
        $named = in_array($packet['key'], explode(',', $rule['interface']), true);
        if ($named === ($rule['interfacenot'] === '1')) {
            return false;
        }
    }
    $is_six = str_contains($packet['source'], ':');
    if (!in_array($rule['ipprotocol'], ['inet46', $is_six ? 'inet6' : 'inet'], true)) {
        return false;
    }
    return matches_service($rule, $aliases, $packet, $is_six)
        && in_end($rule['source_net'], $rule['source_not'], $aliases, $packet['source'])
        && in_end($rule['destination_net'], $rule['destination_not'], $aliases, $packet['destination']);
}

function matches_service(array $rule, array $aliases, array $packet, bool $is_six): bool
{
    $name = strtoupper($rule['protocol']);
    $numbers = $name === 'ICMP' && $is_six ? [58] : protocol_numbers($name);
    if ($numbers !== [] && !in_array($packet['protocol'], $numbers, true)) {
        return false;
    }
    if ($rule['icmptype'] !== '') {
        return in_array($packet['number'], icmp_numbers($rule['icmptype']), true);
    }
    if ($rule['icmp6type'] !== '') {
        return in_array((string) $packet['number'], explode(',', $rule['icmp6type']), true);
    }
    $port = $rule['destination_port'];
    if ($port === '') {
        return true;
    }
    $entries = isset($aliases[$port]) ? entries_of($aliases[$port]) : [str_replace('-', ':', $port)];
    foreach ($entries as $entry) {
        [$first, $last] = [...explode(':', $entry), $entry];
        if ($packet['number'] >= (int) $first && $packet['number'] <= (int) $last) {
            return true;
        }
    }
    return false;
}

function in_end(string $net, string $not, array $aliases, string $address): bool
{
    if ($net === 'any') {
        return true;
    }
    return (in_table($net, $aliases, bits_of(inet_pton($address)))) !== ($not === '1');
}

function in_table(string $net, array $aliases, string $bits): bool
{
    foreach (isset($aliases[$net]) ? entries_of($aliases[$net]) : [$net] as $entry) {
        $found = net_of($entry);
        $is_here = $found === null
            ? in_table($entry, $aliases, $bits)
            : 8 * $found['size'] === strlen($bits) && str_starts_with($bits, $found['bits']);
        if ($is_here) {
            return true;
        }
    }
    return false;
}
