// What an ordinary transform costs at least: every file is parsed, nothing is changed.
//   npm run bench -- --runs 1 --transform scripts/bench/parse-only.cjs
module.exports = ({ source }, { j }) => {
  j(source);
};
