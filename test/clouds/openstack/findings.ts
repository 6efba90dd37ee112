/** What a proof found, printed as it is found and as a table at the end. */
export class Findings {
  private readonly rows: { readonly part: string; readonly what: string; readonly result: Result; readonly detail: string }[] =
    [];

  get failures(): number {
    return this.rows.filter(({ result }) => result === 'FAILED').length;
  }

  proved(part: string, what: string, detail = ''): void {
    this.add(part, what, 'proved', detail);
  }

  failed(part: string, what: string, detail = ''): void {
    this.add(part, what, 'FAILED', detail);
  }

  skipped(part: string, what: string, why: string): void {
    this.add(part, what, 'skipped', why);
  }

  /** Proved when the list of what is wrong is empty. */
  expectNone(part: string, what: string, wrong: readonly string[], detail = ''): void {
    if (wrong.length === 0) this.proved(part, what, detail);
    else this.failed(part, what, `${wrong.length}: ${wrong.slice(0, 12).join(' | ')}`);
  }

  print(): void {
    const width = Math.max(...this.rows.map(({ what }) => what.length));
    for (const { part, what, result, detail } of this.rows)
      console.log(`${result.padEnd(8)} ${part.padEnd(10)} ${what.padEnd(width)}  ${detail.split('\n')[0] ?? ''}`);
    console.log(
      `${this.rows.filter(({ result }) => result === 'proved').length} proved, ${this.failures} failed, ${this.rows.filter(({ result }) => result === 'skipped').length} skipped`,
    );
  }

  private add(part: string, what: string, result: Result, detail: string): void {
    this.rows.push({ part, what, result, detail });
    console.log(`[${new Date().toTimeString().slice(0, 8)}] ${result} ${part}: ${what}${detail === '' ? '' : `: ${detail}`}`);
  }
}

type Result = 'proved' | 'FAILED' | 'skipped';
