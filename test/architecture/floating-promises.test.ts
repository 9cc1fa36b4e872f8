import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../..');

/** The statements of a program that start a promise and drop it: neither awaited, nor returned, nor marked `void`. */
function findFloating(program: ts.Program, isOurs: (file: string) => boolean): string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];
  const isPromise = (type: ts.Type): boolean =>
    type.isUnion() ? type.types.some(isPromise) : type.getProperty('then') !== undefined;
  for (const source of program.getSourceFiles()) {
    if (!isOurs(source.fileName)) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && !isCaught(node.expression)) {
        if (isPromise(checker.getTypeAtLocation(node.expression))) {
          const { line } = source.getLineAndCharacterOfPosition(node.getStart());
          found.push(`${path.relative(root, source.fileName)}:${line + 1}: ${node.getText().slice(0, 80)}`);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function isCaught({ expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'catch';
}

test('no promise is started and forgotten', () => {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const ours = (file: string) => !file.includes('/node_modules/') && !file.includes('/test/');
  // Without the tests, whose libraries take longer to read than all that is looked at.
  const sources = fileNames.filter(ours);
  assert.ok(sources.length > 100, 'suspiciously few files were read');
  assert.deepEqual(findFloating(ts.createProgram(sources, options), ours), []);
});

test('a forgotten promise would be found', () => {
  const file = path.join(root, 'forgotten.ts');
  const text = 'async function save(): Promise<void> { await 1 } export function stop(): void { save(); }';
  const host = ts.createCompilerHost({});
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (name, target) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ESNext) : getSourceFile.call(host, name, target);
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  const program = ts.createProgram([file], { target: ts.ScriptTarget.ESNext }, host);
  assert.equal(findFloating(program, (name) => name === file).length, 1);
});
