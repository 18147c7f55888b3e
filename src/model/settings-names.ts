/** Whether an expression reads a variable of the environment whose name is put together at run time. */
export function isComposedVariable(expression: string): boolean {
  return /^(?:process\.env|ENV|os\.environ|\$ENV|\$_ENV)[[{].*[+`$#%]/.test(expression);
}
