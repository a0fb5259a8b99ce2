<?php
/** What PHP's own functions make of a text: one question a line, one answer a line. It knows no product. */

error_reporting(E_ALL);
ini_set('display_errors', 'stderr');

/** The element with its attributes, its own character data in one piece, and its children. */
function tree_of(DOMElement $element): array
{
    $attributes = [];
    foreach ($element->attributes as $attribute) {
        $attributes[] = [$attribute->nodeName, $attribute->nodeValue];
    }
    $text = '';
    $children = [];
    foreach ($element->childNodes as $node) {
        if ($node instanceof DOMElement) {
            $children[] = tree_of($node);
        } elseif ($node instanceof DOMText) {
            $text .= $node->data;
        }
    }
    // libxml2 tells the line on which the first tag ends.
    return [
        'name' => $element->nodeName,
        'line' => $element->getLineNo(),
        'attributes' => $attributes,
        'text' => $text,
        'children' => $children,
    ];
}

function ask_xml(string $text): array
{
    if ($text === '') {
        return ['refused' => 'it is empty'];
    }
    libxml_use_internal_errors(true);
    libxml_clear_errors();
    $document = new DOMDocument();
    // Names with colons, and versions to come, are no fault of the text: it goes by what libxml2 cannot go on from.
    if (!$document->loadXML($text, LIBXML_NONET | LIBXML_PARSEHUGE)) {
        return ['refused' => 'not well-formed'];
    }
    return ['seen' => tree_of($document->documentElement)];
}

function ask_csv(string $text, string $separator): array
{
    $stream = fopen('php://temp', 'rw+');
    fwrite($stream, $text);
    rewind($stream);
    $records = [];
    while (($cells = fgetcsv($stream, null, $separator, '"', '\\')) !== false) {
        $records[] = $cells === [null] ? [] : $cells;
    }
    return ['seen' => $records];
}

/** By the tables of services and protocols that the system has. */
function ask_name(int|false $number): array
{
    return $number === false ? ['refused' => 'no such name'] : ['seen' => $number];
}

while (($line = fgets(STDIN)) !== false) {
    $question = json_decode($line, true);
    $answer = match ($question['op']) {
        'hello' => ['seen' => PHP_VERSION],
        'xml' => ask_xml($question['text']),
        'csv' => ask_csv($question['text'], $question['separator']),
        'port' => ask_name(getservbyname($question['text'], 'tcp') ?: getservbyname($question['text'], 'udp')),
        'protocol' => ask_name(getprotobyname($question['text'])),
    };
    echo json_encode($answer, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
