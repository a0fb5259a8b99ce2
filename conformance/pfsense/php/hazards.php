<?php
/** What pfSense takes for something else or leaves out in silence, looked for in every rule that is ours. */
function hazards_of(array $config, string $marker, array $interfaces): array
{
    $found = [];
    $aliases = [];
    foreach (listed($config, 'aliases', 'alias') as $alias) {
        $name = $alias['name'] ?? '';
        if (isset($aliases[$name])) {
            $found[] = "two aliases are called $name";
        }
        $aliases[$name] = $alias;
        if (str_starts_with($alias['descr'] ?? '', $marker)) {
            array_push($found, ...array_map(fn($what) => "$name: $what", alias_hazards($alias)));
        }
    }
    $trackers = [];
    foreach (listed($config, 'filter', 'rule') as $rule) {
        if (!str_starts_with($rule['descr'] ?? '', $marker)) {
            continue;
        }
        $hazards = rule_hazards($rule, $aliases, $interfaces);
        if (isset($trackers[$rule['tracker'] ?? ''])) {
            $hazards[] = 'another rule has its tracker';
        }
        $trackers[$rule['tracker'] ?? ''] = true;
        array_push($found, ...array_map(fn($what) => "{$rule['descr']}: $what", $hazards));
    }
    return $found;
}

function alias_hazards(array $alias): array
{
    $found = [];
    if (preg_match('/^(?=.*[a-z])[a-zA-Z0-9_]{1,31}$/', $alias['name'] ?? '') !== 1) {
        $found[] = 'no name for an alias';
    }
    $entries = explode(' ', $alias['address'] ?? '');
    if (count($entries) > 5000) {
        $found[] = 'more entries than the editor takes';
    }
    if (count(explode('||', $alias['detail'] ?? '')) !== count($entries)) {
        $found[] = 'not as many details as entries';
    }
    foreach ($entries as $entry) {
        $is_entry = match ($alias['type'] ?? '') {
            'network' => is_network($entry) || str_starts_with($entry, 'pcl_'),
            'port' => preg_match('/^\d+(:\d+)?$/', $entry) === 1 && ports_rise(explode(':', $entry)),
            default => false,
        };
        if (!$is_entry) {
            $found[] = "$entry is no entry";
        }
    }
    return $found;
}

function is_network(string $text): bool
{
    [$address, $length] = [...explode('/', $text), '', ''];
    $bytes = @inet_pton($address);
    if ($bytes === false || !ctype_digit($length) || (int) $length > 8 * strlen($bytes)) {
        return false;
    }
    $bits = implode('', array_map(fn($byte) => sprintf('%08b', ord($byte)), str_split($bytes)));
    return !str_contains(substr($bits, (int) $length), '1');
}

function ports_rise(array $ports): bool
{
    $numbers = array_map(intval(...), $ports);
    return min($numbers) >= 1 && max($numbers) <= 65535 && $numbers[0] <= end($numbers);
}

function rule_hazards(array $rule, array $aliases, array $interfaces): array
{
    $found = [];
    $expected = [
        'type' => ['pass', 'block'],
        'ipprotocol' => ['inet', 'inet6', 'inet46'],
        'direction' => ['in'],
        'quick' => ['yes'],
        'floating' => ['yes'],
    ];
    foreach ($expected as $field => $words) {
        if (!in_array($rule[$field] ?? null, $words, true)) {
            $found[] = "$field is none of " . implode(' ', $words);
        }
    }
    foreach (explode(',', $rule['interface'] ?? '') as $key) {
        if ($key !== 'any' && !in_array($key, $interfaces, true)) {
            $found[] = "there is no interface $key";
        }
    }
    $tracker = $rule['tracker'] ?? '';
    if (!ctype_digit($tracker) || $tracker < 2000000000 || $tracker > 2147483647) {
        $found[] = "$tracker is no tracker of ours";
    }
    if (strlen($rule['descr']) > 52 || preg_match('/[\\\\"<>&\x00-\x1f\x7f-\xff]/', $rule['descr']) === 1) {
        $found[] = 'the description is too long, or holds a sign that the editor refuses';
    }
    $protocol = $rule['protocol'] ?? null;
    if (!in_array($protocol, [null, 'tcp', 'udp', 'icmp', 'esp', 'gre', 'carp', 'sctp'], true)) {
        $found[] = "$protocol is no protocol of the editor";
    }
    if (isset($rule['icmptype']) && ($protocol !== 'icmp' || preg_match('/^[a-z0-9-]+(,[a-z0-9-]+)*$/', $rule['icmptype']) !== 1)) {
        $found[] = 'ICMP types of something else';
    }
    foreach (['source', 'destination'] as $side) {
        array_push($found, ...array_map(fn($what) => "$side: $what", end_hazards($rule[$side] ?? [], $rule, $aliases)));
    }
    return $found;
}

function end_hazards(mixed $end, array $rule, array $aliases): array
{
    $found = [];
    $end = is_array($end) ? $end : [];
    if (count(array_intersect_key($end, ['any' => 1, 'address' => 1, 'network' => 1])) !== 1) {
        $found[] = 'it is not one thing';
    }
    if (isset($end['address']) && ($aliases[$end['address']]['type'] ?? '') !== 'network') {
        $found[] = "{$end['address']} is no alias of addresses";
    }
    if (isset($end['network'])) {
        $found[] = "{$end['network']} is whatever the box says";
    }
    if (!isset($end['port'])) {
        return $found;
    }
    if (!in_array($rule['protocol'] ?? '', ['tcp', 'udp'], true)) {
        $found[] = 'a port without tcp or udp is no port';
    }
    $is_number = preg_match('/^\d+(-\d+)?$/', $end['port']) === 1 && ports_rise(explode('-', $end['port']));
    if (!$is_number && ($aliases[$end['port']]['type'] ?? '') !== 'port') {
        $found[] = "{$end['port']} is no port";
    }
    return $found;
}
