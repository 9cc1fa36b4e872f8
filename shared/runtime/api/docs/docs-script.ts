import { callForm } from './call-form.ts';
import { element } from './element.ts';
import { exampleOf } from './example-of.ts';
import { showDocument } from './show-document.ts';

/**
 * The script of the page. It is made of functions of this folder that call each other: a page knows nothing of modules.
 * A bundler may rename them, all together; it must not wrap them (esbuild's `keepNames` does).
 */
export function docsScript(documentUrl: string): string {
  const parts = [element, exampleOf, callForm, showDocument].map(String).join('\n');
  return `${parts}\nawait ${showDocument.name}(${JSON.stringify(documentUrl)});`.replaceAll('</', '<\\/');
}
