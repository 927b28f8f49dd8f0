// Written in the syntax of very old versions too, so that they get this sentence and not a syntax error.
const needed = '20.19';
const isTooOld = compare(process.versions.node.split('.'), needed.split('.')) < 0;
if (isTooOld) {
  console.error(
    'Release Console needs Node ' + needed + ' or newer, and this is ' + process.versions.node + '.',
  );
  process.exit(1);
}

/**
 * @param {string[]} one
 * @param {string[]} other
 */
function compare(one, other) {
  return Number(one[0]) - Number(other[0]) || Number(one[1]) - Number(other[1]);
}
