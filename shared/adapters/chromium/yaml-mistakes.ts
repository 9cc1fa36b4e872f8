import { type Document, type ErrorCode, visit } from 'yaml';

const indentation = 'alignez les clés d’un même groupe, avec des espaces';
const unclosed = 'refermez le guillemet, le crochet ou l’accolade ouverts plus haut';
const quoteIt = 'mettez le texte entre apostrophes';

/** What to do about each kind of mistake, in French; what is not here is a matter of no single cause. */
const waysOut: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: quoteIt,
  BAD_DQ_ESCAPE: 'mettez le texte entre apostrophes : « \\ » y est une lettre comme une autre',
  BAD_INDENT: `${indentation}, ou ${unclosed}`,
  BAD_SCALAR_START: quoteIt,
  BLOCK_AS_IMPLICIT_KEY: `mettez entre apostrophes le texte qui contient « : », commencez par « - » ce qui est d’une liste, ou ${unclosed}`,
  BLOCK_IN_FLOW: unclosed,
  DUPLICATE_KEY: 'gardez-en une seule',
  MISSING_CHAR: `il manque un signe : ${unclosed}`,
  MULTILINE_IMPLICIT_KEY: `mettez « : » après la clé, ou ${unclosed}`,
  MULTIPLE_DOCS: 'une recette est un seul document : ôtez « --- »',
  TAB_AS_INDENT: 'remplacez la tabulation par des espaces',
  TAG_RESOLVE_FAILED: quoteIt,
  UNEXPECTED_TOKEN: `${quoteIt}, ou séparez les valeurs par une virgule`,
};

interface YamlMistake {
  readonly offset: number;
  /** In French. */
  readonly message: string;
}

/**
 * What keeps the text from being YAML, by its place in the text: keys that are there twice, and the first mistake of
 * writing. The parser's other complaints are consequences of that one.
 */
export function yamlMistakes(document: Document): YamlMistake[] {
  const inOrder = document.errors.toSorted((left, right) => left.pos[0] - right.pos[0]);
  const writing = inOrder.findIndex(({ code }) => code !== 'DUPLICATE_KEY');
  const told = inOrder.slice(0, writing === -1 ? inOrder.length : writing + 1);
  if (told.length === 0) return danglingAliases(document);
  return told.map(({ code, message, pos }) => {
    const said = message.replace(/ at line \d+, column \d+:[\s\S]*$/, '');
    const wayOut = waysOut[code];
    return { offset: pos[0], message: `YAML incorrect : ${wayOut === undefined ? said : `${wayOut} (${said})`}` };
  });
}

/** `selector: *.photo` names an anchor to YAML; whoever wrote it meant a text. */
function danglingAliases(document: Document): YamlMistake[] {
  const mistakes: YamlMistake[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const message = `YAML incorrect : ${quoteIt} : « *${alias.source} » sans elles est un renvoi à une ancre qui n’existe pas`;
      mistakes.push({ offset: alias.range?.[0] ?? 0, message });
    },
  });
  return mistakes;
}
