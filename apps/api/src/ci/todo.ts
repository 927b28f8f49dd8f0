/** Until its owner fills it. */
export function toDo(): never {
  throw new Error('to do');
}
