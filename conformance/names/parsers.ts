/** Parsers that we did not write, by the files they read: what each sees of a text, as a plain tree. */
import { spawnSync } from 'node:child_process'
import { parse as parseHcl } from '@cdktn/hcl2json'
import { parseAllDocuments } from 'yaml'

export interface Parser {
  readonly name: string
  readonly reads: RegExp
  /** Whether each text takes a program of its own: then `npm test` asks about every third round, and the long run about all. */
  readonly isProgram?: true
  /** Why it cannot be asked here. */
  readonly lacks: () => string | undefined
  /** Throws where the text is refused. */
  readonly parse: (text: string) => unknown
}

const nothing = (): undefined => undefined

export const parsers: readonly Parser[] = [
  { name: 'YAML 1.2', reads: /\.ya?ml$/, lacks: nothing, parse: (text) => readYaml(text, '1.2') },
  { name: 'YAML 1.1', reads: /\.ya?ml$/, lacks: nothing, parse: (text) => readYaml(text, '1.1') },
  { name: 'HCL', reads: /\.tf$/, lacks: nothing, parse: (text) => parseHcl('main.tf', text) },
  { name: 'JSON', reads: /\.json$/, lacks: nothing, parse: (text) => JSON.parse(text) },
  {
    name: 'JSON lines',
    reads: /\.jsonl$/,
    lacks: nothing,
    parse: (text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
  },
  {
    name: 'nft',
    isProgram: true,
    reads: /\.nft$/,
    lacks: () => lackOf('unshare', ['-Urn', 'nft', 'list', 'ruleset'], 'nftables util-linux'),
    parse: (text) =>
      JSON.parse(run('unshare', ['-Urn', 'sh', '-c', 'nft -f - && nft -j list ruleset'], text), withoutHandles),
  },
  {
    name: 'PHP, XML',
    isProgram: true,
    reads: /\.xml$/,
    lacks: () => lackOf('php', ['-r', 'exit(function_exists("simplexml_load_string") ? 0 : 1);'], 'php-cli php-xml'),
    parse: (text) => JSON.parse(run('php', ['-r', phpXml], text)),
  },
  {
    name: 'xmllint',
    isProgram: true,
    reads: /\.xml$/,
    lacks: () => lackOf('xmllint', ['--version'], 'libxml2-utils'),
    parse: (text) => run('xmllint', ['--noout', '--nonet', '-'], text),
  },
  {
    name: 'PHP, CSV',
    isProgram: true,
    reads: /\.csv$/,
    lacks: () => lackOf('php', ['-v'], 'php-cli'),
    parse: (text) => JSON.parse(run('php', ['-r', phpCsv], text)),
  },
  {
    name: 'PHP',
    isProgram: true,
    reads: /\.php$/,
    lacks: () => lackOf('php', ['-r', 'exit(function_exists("token_get_all") ? 0 : 1);'], 'php-cli'),
    parse: (text) => JSON.parse(run('php', ['-r', phpTokens], text)),
  },
  {
    name: 'Python',
    isProgram: true,
    reads: /\.py$/,
    lacks: () => lackOf('python3', ['--version'], 'python3'),
    parse: (text) => JSON.parse(run('python3', ['-c', pythonTree], text)),
  },
  {
    name: 'Perl',
    isProgram: true,
    reads: /\.pl$/,
    lacks: () => lackOf('perl', ['-MJSON::PP', '-e', '1'], 'perl'),
    parse: (text) => [
      run('perl', ['-c', '-'], text),
      JSON.parse(run('perl', ['-MJSON::PP', '-0777', '-e', perlParts], text)),
    ],
  },
  // Nobody has a parser of these for us to ask without their product: their lines, cut where theirs begin a comment.
  { name: 'lines with #', reads: /\.fw$/, lacks: nothing, parse: (text) => linesOf(text, /#.*/) },
  {
    name: 'lines with remarks',
    reads: /\.cfg$/,
    lacks: nothing,
    parse: (text) => linesOf(text, /(?<=^ remark ).*|(?<=^!).*/),
  },
  { name: 'commands of a guide', reads: /\.md$/, lacks: nothing, parse: (text) => commandsOf(text) },
]

/** The words of each line before a comment, and whether there is one. */
function linesOf(text: string, comment: RegExp): unknown {
  return text.split('\n').map((line) => [...line.replace(comment, '').split(' '), comment.test(line)])
}

/** What a person is told to paste, word by word. */
function commandsOf(text: string): unknown {
  const blocks = [...text.matchAll(/^ *```[^\n]*\n([\s\S]*?)^ *```$/gm)]
  return blocks.map(([, lines = '']) =>
    lines
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/[ /=]/)),
  )
}

/** The kernel's numbers for things, given in the order of their making. */
function withoutHandles(key: string, value: unknown): unknown {
  return key === 'handle' ? undefined : value
}

function readYaml(text: string, version: '1.1' | '1.2'): unknown {
  return parseAllDocuments(text, { version }).map((document) => {
    const [fault] = [...document.errors, ...document.warnings]
    if (fault !== undefined) throw fault
    return document.toJS()
  })
}

/** Elements in order, as pfSense's own reading by expat sees them. */
const phpXml = `
  function tree($one) { $parts = []; foreach ($one->children() as $part) $parts[] = [$part->getName() => tree($part)];
    return $parts === [] ? (string) $one : $parts; }
  $xml = simplexml_load_string(stream_get_contents(STDIN), null, LIBXML_NONET);
  if ($xml === false) exit(1);
  echo json_encode(tree($xml), JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);`

const phpCsv = `
  $rows = []; $head = null;
  while (($row = fgetcsv(STDIN, null, ',')) !== false) {
    if ($head === null) $head = $row; else $rows[] = array_combine($head, $row); }
  echo json_encode([$head, $rows], JSON_THROW_ON_ERROR);`

const phpTokens = `
  $tokens = array_map(fn($token) => is_array($token) ? [token_name($token[0]), $token[1]] : $token,
    token_get_all(stream_get_contents(STDIN), TOKEN_PARSE));
  echo json_encode($tokens, JSON_THROW_ON_ERROR);`

/** The data that the script carries, and its lines around them. */
const perlParts = `
  my ($before, undef, $data, $after) = <STDIN> =~ /^(.*?<<'(\\w+)'[^\\n]*\\n)(.*?)\\n\\2\\n(.*)$/s or exit 1;
  print JSON::PP->new->utf8->allow_nonref->encode([map({ [split /\\n/] } $before, $after), JSON::PP->new->utf8->decode($data)]);`

const pythonTree = `
import ast, json, sys
def tree(node):
    if isinstance(node, ast.AST):
        return [type(node).__name__, {key: tree(part) for key, part in ast.iter_fields(node)}]
    if isinstance(node, list):
        return [tree(part) for part in node]
    return node if isinstance(node, (str, int, float, bool, type(None))) else repr(node)
print(json.dumps(tree(ast.parse(sys.stdin.read()))))`

function run(command: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
  })
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr.trim()}`)
  return stdout
}

function lackOf(command: string, args: readonly string[], packages: string): string | undefined {
  try {
    run(command, args, '')
    return undefined
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)} (Debian: ${packages})`
  }
}
