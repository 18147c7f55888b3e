import { specifiersIn } from '../syntax/files.ts';
import type { JsModule } from '../syntax/module.ts';
import { usesGlobalsOf } from './globals.ts';
import type { JsProgram } from './program.ts';

/** Tells which modules of a program use a module: those that import it, and scripts that use its globals. */
export function usersOf(program: JsProgram): (module: JsModule) => readonly JsModule[] {
  const modules = program.modules;
  const users = new Map<JsModule, JsModule[]>();
  for (const user of modules) {
    if (user.json) continue;
    const imported = new Set(
      specifiersIn(user.text).flatMap((specifier) => program.fileOf(user, specifier) ?? []),
    );
    for (const module of modules) {
      if (module === user || !(imported.has(module.file) || usesGlobalsOf(user, module))) continue;
      const known = users.get(module);
      if (known) known.push(user);
      else users.set(module, [user]);
    }
  }
  return (module) => users.get(module) ?? [];
}
