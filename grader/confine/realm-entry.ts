/** What runs in a second realm, after SES: the script's value is the boundary. Bundled by build-realm.ts. */
import { prepareRealm } from './boundary';

export default prepareRealm();
