import type { Reporter } from 'knip';

/** Says how many files knip read, so that the gate can tell "nothing unused" from "nothing read". */
const sayHowMany: Reporter = ({ counters }) => {
  process.stdout.write(`knip read ${counters.processed} files\n`);
};

export default sayHowMany;
