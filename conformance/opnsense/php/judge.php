<?php
/**
 * Reads a question a line and answers it a line. What it knows of OPNsense is written down from the documents and the source
 * that lib/targets/opnsense/README.md names, and shares nothing with the readers there.
 */

error_reporting(E_ALL);
ini_set('display_errors', 'stderr');
set_error_handler(function (int $level, string $message): bool {
    if ((error_reporting() & $level) === 0) {
        return false;
    }
    throw new ErrorException($message);
});

require __DIR__ . '/import.php';
require __DIR__ . '/verdict.php';

/** The bundles one after the other onto a fresh box, then packets. */
function ask_box(array $question): array
{
    $box = ['aliases' => [], 'rules' => []];
    $counts = ['inserted' => 0, 'updated' => 0, 'faults' => []];
    foreach ($question['bundles'] as $bundle) {
        $refused = import_aliases($box, $bundle['aliases']);
        if ($refused !== []) {
            return ['fault' => 'no alias is taken: ' . implode(', ', $refused)];
        }
        $counts = import_rules($box, $bundle['rules'], $question['interfaces']);
    }
    $rules = ordered($box['rules']);
    $verdicts = array_map(fn($packet) => verdict_of($rules, $box['aliases'], $packet), $question['packets']);
    return [...$counts, 'verdicts' => $verdicts];
}

while (($line = fgets(STDIN)) !== false) {
    $question = json_decode($line, true);
    try {
        $answer = match ($question['op']) {
            'hello' => ['version' => PHP_VERSION],
            'records' => ['records' => array_map(fn($record) => (object) $record, records_of($question['text']))],
            'box' => ask_box($question),
        };
    } catch (Throwable $error) {
        $answer = ['fault' => $error->getMessage()];
    }
    echo json_encode(['id' => $question['id'], ...$answer], JSON_THROW_ON_ERROR), "\n";
}
