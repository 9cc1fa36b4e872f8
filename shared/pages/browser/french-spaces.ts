/**
 * French puts a space before `:` `;` `!` `?` and inside « », at which no line may end. Texts are written with plain spaces,
 * which can be read and searched for in the sources, and get theirs here.
 */
export function withFrenchSpaces(text: string): string {
  return text.replace(/ (?=:(?:\s|$)|»)|(?<=«) /g, '\u00a0').replace(/ (?=[;!?](?:[\s)»]|$))/g, '\u202f');
}
