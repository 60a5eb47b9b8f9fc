import fc from 'fast-check';
import type { RealRecord } from './real-record.js';
import type { RecordModel } from './record-model.js';
import { callOf, drafts, type Draft } from './drafts.js';
import { step } from './step.js';

/** What a run did; it throws where the record and the model differ. */
export interface SequenceFigures {
  sequences: number;
  commands: number;
  changes: number;
}

export interface SequenceOptions {
  seed: number;
  runs: number;
  commands?: number;
  /** Looks for the shortest sequence that fails. */
  shrinks?: boolean;
}

/** Sequences of commands, each in a scene of its own, against the model in memory. */
export async function runSequences(
  real: RealRecord,
  { seed, runs, commands: length = 50, shrinks = true }: SequenceOptions,
): Promise<SequenceFigures> {
  const figures = { sequences: 0, commands: 0, changes: 0 };
  const property = fc.asyncProperty(new SequenceArbitrary(length), async (sequence) => {
    figures.sequences++;
    const setUp = async () => ({ model: await real.scene(), real });
    await fc.asyncModelRun(
      setUp,
      sequence.map((draft) => new ModelCommand(draft, figures)),
    );
  });
  await fc.assert(property, { seed, numRuns: runs, endOnFailure: !shrinks });
  return figures;
}

class ModelCommand implements fc.AsyncCommand<RecordModel, RealRecord> {
  constructor(
    private readonly draft: Draft,
    private readonly figures: SequenceFigures,
  ) {}

  check(model: RecordModel): boolean {
    return callOf(this.draft, model) !== undefined;
  }

  async run(model: RecordModel, real: RealRecord): Promise<void> {
    this.figures.commands++;
    if (await step(model, real, callOf(this.draft, model)!)) this.figures.changes++;
  }

  toString(): string {
    return JSON.stringify(this.draft);
  }
}

/** Sequences of exactly this length, which shrink by leaving commands out: fast-check's own are shorter at will. */
class SequenceArbitrary extends fc.Arbitrary<Draft[]> {
  private readonly whole: fc.Arbitrary<Draft[]>;

  constructor(length: number) {
    super();
    this.whole = fc.array(drafts, { minLength: length, maxLength: length, size: 'max' });
  }

  override generate(random: fc.Random): fc.Value<Draft[]> {
    // Without a bias towards small values: the places of lines and people are no sizes.
    return new fc.Value(this.whole.generate(random, undefined).value, undefined);
  }

  override canShrinkWithoutContext(_: unknown): _ is Draft[] {
    return true;
  }

  override shrink(sequence: Draft[]): fc.Stream<fc.Value<Draft[]>> {
    return fc.stream(shorter(sequence));
  }
}

function* shorter(sequence: Draft[]): IterableIterator<fc.Value<Draft[]>> {
  for (let part = Math.ceil(sequence.length / 2); part >= 1; part = Math.floor(part / 2)) {
    for (let start = 0; start < sequence.length; start += part) {
      yield new fc.Value(sequence.toSpliced(start, part), undefined);
    }
  }
}
