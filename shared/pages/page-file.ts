/** A file that a page's browser asks for. Its name holds a hash of its content: it never changes under one name. */
export interface PageFile {
  /** `page-<hash>.js`, `page-<hash>.css`, `inter-<hash>.woff2`. */
  readonly name: string;
  readonly read: () => Promise<Uint8Array<ArrayBuffer>>;
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** By the end of its name. @throws Error on a kind of file that pages have not. */
export function contentTypeOf(name: string): string {
  const type = types[name.slice(name.lastIndexOf('.') + 1)];
  if (type === undefined) throw new Error(`pages have no files like ${name}`);
  return type;
}
