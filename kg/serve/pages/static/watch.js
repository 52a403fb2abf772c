// While notes are being written: load the page again when a new graph is there.
const root = document.body.dataset.root;
const source = new EventSource(`${root}events`);
let first = null;
source.onmessage = (event) => {
  if (first !== null && event.data !== first) location.reload();
  first = event.data;
};
