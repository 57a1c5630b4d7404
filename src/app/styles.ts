/**
 * The styles of the frame, loaded with the page: the first picture stands in the same classes as the views that follow
 * it. The order is part of the look – rules of equal weight are settled by it – so it is spelt out once, here; what a
 * view fetches later comes after all of these.
 */
import '../views/data/InputsPicker.css';
import '../views/data/SetPicker.css';
import '../views/data/DataPanel.css';
import '../views/dock/Dock.css';
import '../views/network/NetworkView.css';
import '../views/network/LayerHead.css';
import '../views/notice/Notice.css';
import '../views/output/OutputView.css';
import '../views/plan/PlanStrip.css';
import '../views/controls/OptionList.css';
import '../views/topbar/TopBar.css';
import '../views/tokens.css';
import '../views/base.css';
import '../views/controls/controls.css';
import '../views/App.css';
import '../views/phone/PhoneApp.css';
import './skeleton.css';
