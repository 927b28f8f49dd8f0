#!/usr/bin/env node
// What the demo's hosts ask before they take a configuration file, in place of a real `nginx -t`. It knows no more of nginx
// and YAML than that braces meet, that directives end, that `listen` names a port, and that a line is a key or an entry.
const { readFileSync } = require('node:fs');
const { basename } = require('node:path');

const { RC_FILE = '', RC_PATH = '' } = process.env;
const name = basename(RC_PATH);
const lines = readFileSync(RC_FILE, 'utf8')
  .split('\n')
  .map((line) => line.replace(/#.*/, '').trim());

/** @type {(line: number, why: string) => never} */
function refuse(line, why) {
  console.error(`${name}:${line + 1}: ${why}`);
  process.exit(1);
}

function tryNginx() {
  let depth = 0;
  lines.forEach((line, number) => {
    for (const letter of line) {
      depth += letter === '{' ? 1 : letter === '}' ? -1 : 0;
      if (depth < 0) refuse(number, 'unexpected "}"');
    }
    if (line !== '' && !/[{};]$/.test(line)) refuse(number, 'directive is not terminated by ";"');
    const [directive, value = ''] = line.split(/\s+/);
    if (directive === 'listen' && !/^\d{1,5};$/.test(value))
      refuse(number, `invalid port in "${value.replace(/;$/, '')}" of the "listen" directive`);
  });
  if (depth > 0) refuse(lines.length - 1, 'unexpected end of file, expecting "}"');
}

function tryYaml() {
  lines.forEach((line, number) => {
    if (line !== '' && !/^(?:- |[\w-]+:(?: |$))/.test(line)) refuse(number, 'neither a key nor an entry');
  });
}

if (name.endsWith('.yaml')) tryYaml();
else tryNginx();
