<?php
/** The box while a snippet runs. */
$config = [];
$calls = [];

function config_get_path(string $path, mixed $default = null): mixed
{
    global $config;
    $value = $config;
    foreach (explode('/', $path) as $key) {
        if (!is_array($value) || !array_key_exists($key, $value)) {
            return $default;
        }
        $value = $value[$key];
    }
    return $value === '' && $default !== null ? $default : $value;
}

function config_set_path(string $path, mixed $value): void
{
    global $config, $calls;
    $calls[] = "set $path";
    $at = &$config;
    foreach (explode('/', $path) as $key) {
        if (!is_array($at)) {
            $at = [];
        }
        $at = &$at[$key];
    }
    $at = $value;
}

function write_config(string $reason): void
{
    $GLOBALS['calls'][] = "write $reason";
}

function filter_configure(): void
{
    $GLOBALS['calls'][] = 'reload';
}

/** Fields have no order; entries of a list do, and keep it. */
function in_order(mixed $value): mixed
{
    if (!is_array($value)) {
        return $value;
    }
    ksort($value);
    return array_map(in_order(...), $value);
}

/** What a snippet makes of a box, and in which ways that is not the box of `after`. */
function run_snippet(string $code, string $before, string $after): array
{
    global $config, $calls;
    $calls = [];
    $config = config_of($before);
    $untouched = $config;
    ob_start();
    try {
        eval($code);
    } finally {
        $printed = ob_get_clean();
    }
    $found = [];
    $wanted = config_of($after);
    foreach ([['aliases', 'alias'], ['filter', 'rule']] as [$section, $list]) {
        [$have, $want] = [listed($config, $section, $list), listed($wanted, $section, $list)];
        if ($section === 'aliases') {
            usort($have, fn($a, $b) => $a['name'] <=> $b['name']);
            usort($want, fn($a, $b) => $a['name'] <=> $b['name']);
        }
        foreach (range(0, max(count($have), count($want))) as $index) {
            if (in_order($have[$index] ?? null) !== in_order($want[$index] ?? null)) {
                $found[] = "$list $index: " . json_encode($have[$index] ?? null) . ' is not ' . json_encode($want[$index] ?? null);
            }
        }
        unset($config[$section][$list], $untouched[$section][$list]);
    }
    if (in_order($config) !== in_order($untouched)) {
        $found[] = 'something else of the box was changed';
    }
    return ['differences' => $found, 'calls' => $calls, 'printed' => $printed];
}
