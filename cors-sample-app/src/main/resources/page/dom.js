export function element(name, properties = {}, ...children) {
  const { data, ...rest } = properties;
  const node = Object.assign(document.createElement(name), rest);
  Object.assign(node.dataset, data);
  node.append(...children);
  return node;
}

const SIGNS = { pass: ['✓', 'passed'], fail: ['✗', 'failed'], skip: ['–', 'skipped'], running: ['', 'not done yet'] };

export function setMark(node, result, label = SIGNS[result][1]) {
  node.textContent = SIGNS[result][0];
  node.role = 'img';
  node.ariaLabel = label;
}

export function mark(result, label) {
  const node = element('span', { className: 'mark' });
  setMark(node, result, label);
  return node;
}
