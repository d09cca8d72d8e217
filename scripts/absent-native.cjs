// Stands in the bundle for compiled parts of packages, which make them faster where they are installed. Whoever asks for one
// has a way to do without.
throw new Error('This part is not in the bundle.');
