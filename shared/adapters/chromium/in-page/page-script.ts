/**
 * One function out of several that call each other, fit to be sent to a page as text: a page knows nothing of modules.
 * A bundler may rename the functions, all together; it must not wrap them (esbuild's `keepNames` does).
 * @param parts every function that `main` calls, and those that they call.
 */
export function pageScript<Argument, Result>(
  main: (argument: Argument) => Result,
  parts: readonly ((...given: never[]) => unknown)[],
): (argument: Argument) => Result {
  const source = [...parts, main].map(String).join('\n');
  return new Function('argument', `${source}\nreturn ${main.name}(argument);`) as (argument: Argument) => Result;
}
