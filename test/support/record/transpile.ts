import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import ts from 'typescript';

const SOURCE = /(?<!\.d)\.([cm]?)tsx?$/;

/**
 * Writes the JavaScript of every TypeScript file of the tree beside it, so that node alone can run it.
 * Modules become CommonJS unless the file or the tree's package.json says otherwise.
 */
export async function transpileAll(dir: string): Promise<void> {
  const files = (await readdir(dir, { recursive: true })).filter((file) => SOURCE.test(file));
  if (files.length === 0) return;
  const isModule = await isModulePackage(dir);
  for (const file of files) {
    const kind = SOURCE.exec(file)?.[1];
    const module = kind === 'm' || (kind === '' && isModule) ? ts.ModuleKind.ES2022 : ts.ModuleKind.CommonJS;
    const { outputText } = ts.transpileModule(await readFile(join(dir, file), 'utf8'), {
      fileName: basename(file),
      compilerOptions: {
        module,
        target: ts.ScriptTarget.ES2022,
        esModuleInterop: true,
        experimentalDecorators: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    await writeFile(join(dir, file.replace(SOURCE, '.$1js')), outputText);
  }
}

async function isModulePackage(dir: string): Promise<boolean> {
  if (!(await readdir(dir)).includes('package.json')) return false;
  const { type } = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8')) as { type?: string };
  return type === 'module';
}
