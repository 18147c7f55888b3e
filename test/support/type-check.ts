import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { withModules } from './record/record.ts';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Preserve,
  esModuleInterop: true,
  experimentalDecorators: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  types: ['node'],
};

const HOST = createCachingHost();

/** A host that parses the declarations of installed packages, by far the most files, once for all checks. */
function createCachingHost(): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS);
  const installed = new Map<string, ts.SourceFile | undefined>();
  return {
    ...host,
    getSourceFile: (name, language, ...rest) => {
      if (!name.includes('/node_modules/')) return host.getSourceFile(name, language, ...rest);
      if (!installed.has(name)) installed.set(name, host.getSourceFile(name, language, ...rest));
      return installed.get(name);
    },
  };
}

/** Type-checks all TypeScript files of a tree, strictly; returns `file: message` for each error. */
export async function typeCheck(dir: string): Promise<string[]> {
  return withModules(dir, async (app) => {
    const files = (await readdir(app, { recursive: true })).filter((file) => /\.[cm]?tsx?$/.test(file));
    const program = ts.createProgram({
      rootNames: files.map((file) => join(app, file)),
      options: OPTIONS,
      host: HOST,
    });
    return ts
      .getPreEmitDiagnostics(program)
      .map(
        ({ file, messageText }) =>
          `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      )
      .map((line) => line.replaceAll(`${app}/`, ''));
  });
}

/** True when a tree holds TypeScript. */
export async function isTyped(dir: string): Promise<boolean> {
  return (await readdir(dir, { recursive: true })).some((file) => /\.[cm]?tsx?$/.test(file));
}
