import { compilePath } from '../text/path.ts';
import { definePagination } from '../contract/define-pagination.ts';
import { parameterOf, withParameters } from './with-parameters.ts';

export default definePagination({
  method: 'Limit offset',
  summary: 'Moves an offset on by the limit until the total is reached or a page is short.',
  first: (request, { limitParameter, offsetParameter, limit, in: place }) =>
    withParameters(request, { [limitParameter]: limit, [offsetParameter]: 0 }, place),
  next({ request, body, records }, { offsetParameter, limit, dataPath, totalPath, countPath, in: place }) {
    const list = dataPath === undefined ? body : compilePath(dataPath)(body);
    const counted = countPath === undefined ? Number.NaN : Number(compilePath(countPath)(body));
    const count = Number.isFinite(counted) ? counted : Array.isArray(list) ? list.length : (records ?? 0);
    const offset = Number(parameterOf(request, offsetParameter, place)) + limit;
    const total = totalPath === undefined ? Number.NaN : Number(compilePath(totalPath)(body));
    const done = Number.isFinite(total) ? offset >= total : count < limit;
    return done || count === 0 ? undefined : withParameters(request, { [offsetParameter]: offset }, place);
  },
});
