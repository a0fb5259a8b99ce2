<?php
/** What the importer of OPNsense makes of the two files, written down from its source and shared with nobody. */

const COLUMNS = [
    'enabled' => '1', 'statetype' => 'keep', 'state-policy' => '', 'sequence' => '', 'action' => 'pass', 'quick' => '1',
    'interfacenot' => '0', 'interface' => '', 'direction' => 'in', 'ipprotocol' => 'inet', 'protocol' => 'any',
    'icmptype' => '', 'icmp6type' => '', 'source_net' => 'any', 'source_not' => '0', 'source_port' => '',
    'destination_net' => 'any', 'destination_not' => '0', 'destination_port' => '', 'divert-to' => '', 'gateway' => '',
    'replyto' => '', 'disablereplyto' => '0', 'log' => '0', 'tagged' => '', 'tcpflags1' => '', 'tcpflags2' => '',
    'prio' => '', 'tos' => '', 'sched' => '', 'max' => '', 'max-src-nodes' => '', 'max-src-states' => '',
    'max-src-conn' => '', 'max-src-conn-rate' => '', 'max-src-conn-rates' => '', 'description' => '',
];

/** Rows by column, as PHP reads them. */
function records_of(string $text): array
{
    $stream = fopen('php://temp', 'rw+');
    fwrite($stream, $text);
    fseek($stream, 0);
    $comma = strpos($text, ',');
    $semicolon = strpos($text, ';');
    $separator = ($comma === false ? 9999 : $comma) < ($semicolon === false ? 9999 : $semicolon) ? ',' : ';';
    $heading = [];
    $records = [];
    while (($line = fgetcsv($stream, null, $separator)) !== false) {
        if ($heading === []) {
            $heading = $line;
        } elseif ($line[0] !== null) {
            $record = [];
            foreach ($line as $index => $content) {
                if (isset($heading[$index])) {
                    $record[$heading[$index]] = $content;
                }
            }
            $records[] = $record;
        }
    }
    fclose($stream);
    return $records;
}

/** Changes the box; of the aliases all or none are taken. */
function import_aliases(array &$box, string $text): array
{
    $faults = [];
    $aliases = $box['aliases'];
    foreach (json_decode($text, true, 512, JSON_THROW_ON_ERROR)['aliases']['alias'] as $alias) {
        $aliases[$alias['name']] = [...$aliases[$alias['name']] ?? [], ...$alias];
    }
    foreach ($aliases as $name => $alias) {
        if (preg_match('/^(?:[a-zA-Z]|_(?!_|$))\w{0,30}$/', $name) !== 1 || getservbyname($name, 'tcp') !== false) {
            $faults[] = "$name is no name";
        }
        foreach (entries_of($alias) as $entry) {
            $fits = match ($alias['type']) {
                'network' => net_of($entry) !== null,
                'port' => preg_match('/^(\d+)(?::(\d+))?$/', $entry, $m) === 1 && $m[1] >= 1 && ($m[2] ?? $m[1]) <= 65535
                    && $m[1] <= ($m[2] ?? $m[1]),
                default => false,
            };
            if (!$fits && !isset($aliases[$entry])) {
                $faults[] = "$entry is no entry of $name";
            }
        }
    }
    if ($faults === []) {
        $box['aliases'] = $aliases;
    }
    return $faults;
}

function entries_of(array $alias): array
{
    return $alias['content'] === '' ? [] : explode("\n", $alias['content']);
}

/** First byte and length of a network, both families; null where it is none, or has bits behind its length. */
function net_of(string $text): ?array
{
    [$address, $length] = [...explode('/', $text), null];
    $bytes = @inet_pton($address);
    if ($bytes === false || ($length !== null && !ctype_digit($length))) {
        return null;
    }
    $length = $length === null ? 8 * strlen($bytes) : (int) $length;
    if ($length > 8 * strlen($bytes)) {
        return null;
    }
    $bits = bits_of($bytes);
    return str_contains(substr($bits, $length), '1') ? null : ['bits' => substr($bits, 0, $length), 'size' => strlen($bytes)];
}

function bits_of(string $bytes): string
{
    return implode('', array_map(fn($byte) => sprintf('%08b', ord($byte)), str_split($bytes)));
}

/** Changes the box: rows with a fault are left out, those of a known id change its rule, others are added. */
function import_rules(array &$box, string $text, array $interfaces): array
{
    $answer = ['inserted' => 0, 'updated' => 0, 'faults' => []];
    foreach (records_of($text) as $number => $record) {
        $uuid = $record['@uuid'] ?? '';
        unset($record['@uuid']);
        $known = array_intersect_key($record, COLUMNS);
        $rule = [...$box['rules'][$uuid] ?? COLUMNS, ...$known];
        $fault = $uuid !== '' && preg_match('/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/', $uuid) !== 1
            ? 'no id' : fault_of($rule, $box['aliases'], $interfaces);
        if ($fault !== null) {
            $answer['faults'][] = "row $number: $fault";
            continue;
        }
        $answer[isset($box['rules'][$uuid]) ? 'updated' : 'inserted']++;
        if ($uuid === '') {
            $uuid = 'new ' . count($box['rules']);
        }
        $box['rules'][$uuid] = $rule;
    }
    return $answer;
}

function fault_of(array $rule, array $aliases, array $interfaces): ?string
{
    foreach (['enabled', 'quick', 'interfacenot', 'source_not', 'destination_not', 'log', 'disablereplyto'] as $name) {
        if (!in_array($rule[$name], ['0', '1'], true)) {
            return "$name is no boolean";
        }
    }
    $words = [
        'action' => ['pass', 'block', 'reject'], 'direction' => ['in', 'out', 'any'],
        'ipprotocol' => ['inet', 'inet6', 'inet46'], 'statetype' => ['keep', 'sloppy', 'modulate', 'synproxy', 'none'],
    ];
    foreach ($words as $name => $options) {
        if (!in_array($rule[$name], $options, true)) {
            return "{$rule[$name]} is no $name";
        }
    }
    if (!ctype_digit($rule['sequence']) || $rule['sequence'] < 1 || $rule['sequence'] > 999999) {
        return 'no sequence';
    }
    $keys = $rule['interface'] === '' ? [] : explode(',', $rule['interface']);
    if (array_diff($keys, $interfaces) !== [] || ($rule['interfacenot'] === '1' && count($keys) !== 1)) {
        return "no interfaces: {$rule['interface']}";
    }
    $protocol = strtoupper($rule['protocol']);
    if (protocol_numbers($protocol) === null) {
        return "no protocol: $protocol";
    }
    foreach (['source', 'destination'] as $side) {
        $net = $rule["{$side}_net"];
        $literal = net_of($net);
        if ($literal !== null) {
            if ($rule['ipprotocol'] !== ($literal['size'] === 4 ? 'inet' : 'inet6')) {
                return "$net is of another family";
            }
        } elseif ($net !== 'any' && ($aliases[$net]['type'] ?? 'port') === 'port') {
            return "no $side: $net";
        }
        $port = $rule["{$side}_port"];
        if ($port !== '' && !in_array($protocol, ['TCP', 'UDP', 'TCP/UDP'], true)) {
            return 'a port without tcp or udp';
        }
        if ($port !== '' && ($aliases[$port]['type'] ?? '') !== 'port'
            && (preg_match('/^(\d+)(?:-(\d+))?$/', $port, $m) !== 1 || $m[1] < 1 || ($m[2] ?? $m[1]) > 65535 || ($m[1] >= ($m[2] ?? 65536)))) {
            return "no port: $port";
        }
    }
    if ($rule['icmptype'] !== '' && ($protocol !== 'ICMP' || icmp_numbers($rule['icmptype']) === null)) {
        return "no ICMP types: {$rule['icmptype']}";
    }
    if ($rule['icmp6type'] !== '' && ($protocol !== 'IPV6-ICMP' || preg_match('/^\d+(,\d+)*$/', $rule['icmp6type']) !== 1)) {
        return "no ICMPv6 types: {$rule['icmp6type']}";
    }
    return null;
}

/** By the names of /etc/protocols; null for no name. */
function protocol_numbers(string $name): ?array
{
    return match ($name) {
        'ANY' => [],
        'TCP/UDP' => [6, 17],
        default => [
            'ICMP' => [1], 'IPENCAP' => [4], 'TCP' => [6], 'UDP' => [17], 'GRE' => [47], 'ESP' => [50],
            'IPV6-ICMP' => [58], 'CARP' => [112], 'SCTP' => [132],
        ][$name] ?? null,
    };
}

function icmp_numbers(string $words): ?array
{
    $types = ['echorep' => 0, 'unreach' => 3, 'squench' => 4, 'redir' => 5, 'althost' => 6, 'echoreq' => 8, 'routeradv' => 9,
        'routersol' => 10, 'timex' => 11, 'paramprob' => 12, 'timereq' => 13, 'timerep' => 14, 'inforeq' => 15, 'inforep' => 16,
        'maskreq' => 17, 'maskrep' => 18];
    $found = array_map(fn($word) => $types[$word] ?? null, explode(',', $words));
    return in_array(null, $found, true) ? null : $found;
}
