<?php
/** Configurations as pfSense reads them. */

/** Elements in the order of the text, as the parser tells them that pfSense is built on. */
function tree_of(string $text): array
{
    $open = [['name' => '', 'text' => '', 'children' => []]];
    $parser = xml_parser_create('UTF-8');
    xml_parser_set_option($parser, XML_OPTION_CASE_FOLDING, 0);
    xml_set_element_handler(
        $parser,
        function ($_, string $name) use (&$open): void {
            $open[] = ['name' => $name, 'text' => '', 'children' => []];
        },
        function () use (&$open): void {
            $element = array_pop($open);
            $open[count($open) - 1]['children'][] = $element;
        },
    );
    xml_set_character_data_handler($parser, function ($_, string $data) use (&$open): void {
        $open[count($open) - 1]['text'] .= $data;
    });
    if (xml_parse($parser, $text, true) !== 1) {
        throw new Exception('not well-formed: ' . xml_error_string(xml_get_error_code($parser)));
    }
    return $open[0]['children'][0];
}

/** Elements as pfSense keeps them: lists of what may stand twice, texts or maps of everything else. */
function value_of(array $element): mixed
{
    $lists = ['alias', 'rule', 'user', 'ifgroupentry'];
    if ($element['children'] === []) {
        return html_entity_decode(trim($element['text'], "\t\r\n"));
    }
    $values = [];
    foreach ($element['children'] as $child) {
        $name = strtolower($child['name']);
        if (in_array($name, $lists, true)) {
            $values[$name][] = value_of($child);
        } elseif (array_key_exists($name, $values)) {
            throw new Exception("<$name> cannot occur more than once");
        } else {
            $values[$name] = value_of($child);
        }
    }
    return $values;
}

/** A configuration, whether the text is all of it or one section. */
function config_of(string $text): array
{
    $root = tree_of($text);
    $value = value_of($root);
    return strtolower($root['name']) === 'pfsense' ? $value : [strtolower($root['name']) => $value];
}

function listed(array $config, string $section, string $list): array
{
    $found = $config[$section] ?? '';
    return is_array($found) ? $found[$list] ?? [] : [];
}
