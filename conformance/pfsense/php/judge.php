<?php
/**
 * Reads a question a line and answers it a line. What it knows of pfSense is written down from the documents and the source
 * that lib/targets/pfsense/README.md names, and shares nothing with the readers there.
 */

error_reporting(E_ALL);
ini_set('display_errors', 'stderr');
set_error_handler(function (int $level, string $message): bool {
    if ((error_reporting() & $level) === 0) {
        return false;
    }
    throw new ErrorException($message);
});

require __DIR__ . '/xml.php';
require __DIR__ . '/hazards.php';
require __DIR__ . '/snippet.php';

$folder = sys_get_temp_dir() . '/portcullis-' . getmypid();
mkdir($folder);
foreach (['config.inc', 'filter.inc'] as $name) {
    file_put_contents("$folder/$name", '');
}
set_include_path($folder);
register_shutdown_function(function () use ($folder): void {
    array_map(unlink(...), glob("$folder/*"));
    rmdir($folder);
});

while (($line = fgets(STDIN)) !== false) {
    $question = json_decode($line, true);
    try {
        $answer = match ($question['op']) {
            'hello' => ['version' => PHP_VERSION],
            'tree' => ['tree' => tree_of($question['text'])],
            'hazards' => [
                'hazards' => hazards_of(
                    array_merge(...array_map(config_of(...), $question['texts'])),
                    $question['marker'],
                    $question['interfaces'],
                ),
            ],
            'snippet' => run_snippet($question['code'], $question['before'], $question['after']),
        };
    } catch (Throwable $error) {
        $answer = ['fault' => $error->getMessage()];
    }
    echo json_encode(['id' => $question['id'], ...$answer], JSON_THROW_ON_ERROR), "\n";
}
